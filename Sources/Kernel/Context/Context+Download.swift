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
    /// The file replaces an existing one once it is complete; until then, and on any failure, the old file stays. It
    /// can have any size, since the time limit applies to the longest pause, not the whole download. A redirect to
    /// another server is followed without the credential.
    /// - Parameters:
    ///   - path: The path of the file; a relative path starts from the working directory. A new file is readable only
    ///     by its owner.
    ///   - title: The title of the progress bar; if nil, "Downloading NAME".
    /// - Returns: The response: without its body if the request succeeded, with it if the server refused.
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
