import Base
import HTTPClient
import OperatingSystem
import Terminal

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Context {
    /// Sends a request and writes the response body to a file as it arrives, with a progress bar.
    ///
    /// ```swift
    /// let request = HTTPRequest(.get, presigned, credential: .omit)
    /// let response = try await context.download(request, to: "report.csv")
    /// guard response.isSuccess else { … }
    /// ```
    /// The file replaces an existing one once it is complete: until then, and on any failure, the old file stays. It
    /// may have any size; the request's time limit applies to the longest silence, not to the whole. A redirect to
    /// another server is followed without the credential.
    /// - Parameters:
    ///   - path: The path of the file; a relative path starts from the working directory. Only its owner can read a new
    ///     file.
    ///   - title: The title of the progress bar; without it, "Downloading NAME".
    /// - Returns: The response: without its body if it was successful, complete if the server refused.
    /// - Throws: `TransportError` if there was no complete response, `FileError` if the file couldn't be written.
    public func download(
        _ request: HTTPRequest, to path: String, title: String? = nil
    ) async throws -> HTTPResponse {
        let path = FilePaths.resolve(path, in: environment.workingDirectory)
        // The destination is checked before anything is requested.
        let writer = try files.writer(of: path, FileReplacement())
        let title = title ?? "Downloading \(FilePaths.name(of: path))"
        let response: HTTPResponse
        do {
            response = try await output.progress(title, unit: .bytes) { progress in
                try await download(request, to: writer, progress)
            }
            try Task.checkCancellation()
        } catch {
            writer.discard()
            throw error
        }
        if response.isSuccess { try writer.commit() } else { writer.discard() }
        return response
    }

    private func download(
        _ request: HTTPRequest, to writer: any FileWriter, _ progress: ProgressBar
    ) async throws -> HTTPResponse {
        let sink = BodySink { head in
            try writer.restart()
            progress.restart(total: head.headers["Content-Length"].flatMap { Int($0) })
        } write: { bytes in
            try writer.write(bytes)
            progress.advance(by: bytes.count)
        }
        var request = request
        request.sink = sink
        var response = try await http.send(request)
        guard response.isSuccess, !sink.hasBegun else { return response }
        // A transport without a network has the body in memory anyway.
        try sink.begin(response)
        try sink.take(response.body)
        response.body = Data()
        return response
    }
}
