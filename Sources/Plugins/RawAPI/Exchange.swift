import AstroAPI
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A request that is ready to be sent, with the handling of its answer.
struct Exchange: Sendable {
    let context: Context
    let method: HTTPMethod
    var endpoint: Endpoint
    let writer: AnswerWriter
    /// The file to write the body to, instead of stdout.
    let file: String?
    var headers: HTTPHeaders = [:]
    var body: Data?

    /// The maximum number of items on a page.
    private static let pageSize = 1_000

    private var purpose: String { "carry out \(method.rawValue) \(endpoint.label)" }

    /// Sends it and writes the answer.
    func once() async throws {
        guard !method.isReading else {
            return try await quietlyWhenUnread { try writer.write(try await answer(endpoint)) }
        }
        if writer.showsBody || writer.showsHead { try context.output.requireReader() }
        try await context.uninterrupted("the \(method.rawValue) request") {
            try writer.write(try await answer(endpoint))
        }
    }

    /// Sends it repeatedly until the end of a listing, and writes one document.
    ///
    /// - Parameter asList: Whether the document is a list of the unchanged pages.
    func followPages(asList: Bool = false) async throws {
        try await quietlyWhenUnread {
            var pages: [AnswerPage] = []
            var offset = endpoint.offset ?? 0
            while true {
                let response = try await answer(endpoint.page(at: offset, size: Self.pageSize))
                guard let page = AnswerPage(response.body, of: endpoint.resource) else {
                    return try writeWhole(response, after: pages)
                }
                // A server that ignores offsets returns the same page forever.
                if let last = pages.last, last.items == page.items {
                    context.output.warning(
                        "the server gave the same page twice: the listing may lack \(page.totalCount - offset) of its items"
                    )
                    break
                }
                pages.append(page)
                if context.output.format == .jsonl { try writer.write(page.document) }
                offset += page.items.count
                if page.items.isEmpty || offset >= page.totalCount { break }
            }
            guard context.output.format != .jsonl, let first = pages.first else { return }
            try writer.write(
                asList ? .array(pages.map(\.document)) : first.merged(with: Array(pages.dropFirst())))
        }
    }

    /// Writes an answer that isn't a page; in the middle of a listing it is an error.
    private func writeWhole(_ response: HTTPResponse, after pages: [AnswerPage]) throws {
        guard pages.isEmpty else {
            throw CommandError(
                .failure,
                "the listing cannot be read: page \(pages.count + 1) of \(endpoint.label) isn't a page of a list",
                requestID: response.requestID)
        }
        try writer.write(response)
        context.output.notice("The answer isn't a page of a list, so --paginate had nothing to follow.")
    }

    /// Returns the server's answer; a refusal is written like any other answer, and then thrown.
    private func answer(_ endpoint: Endpoint) async throws -> HTTPResponse {
        let response = try await send(endpoint)
        guard !response.isSuccess else { return response }
        // The server's refusal matters more than a failure to write it.
        try? writer.write(response)
        throw APIError(purpose: purpose, response: response)
    }

    private func send(_ endpoint: Endpoint) async throws -> HTTPResponse {
        var request = HTTPRequest(method, try endpoint.url, headers: headers, body: body)
        request.change = DeclaredChange(method.rawValue, subject: endpoint.label)
        do {
            if let file { return try await context.download(request, to: file) }
            return try await context.http.send(request)
        } catch let error as TransportError where !method.isReading && error.requestMayHaveArrived {
            throw LostAnswer(
                doubt: "the server may have carried out \(method.rawValue) \(endpoint.label)",
                hint: .command("api", endpoint.label),
                cause: error)
        }
    }

    /// Ends without an error if the reader of stdout closes it early, for a request that only reads.
    private func quietlyWhenUnread(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch StreamError.closed {
            return
        } catch let error as StreamError {
            throw CommandError(.failure, "the answer could not be written to stdout: \(error)")
        }
    }
}

extension Endpoint {
    /// The start of the listing, according to the query.
    var offset: Int? { query.first { $0.hasPrefix("offset=") }.flatMap { Int($0.dropFirst("offset=".count)) } }

    /// Returns the same listing from another offset; the page size is the query's, or else `size`.
    func page(at offset: Int, size: Int) -> Endpoint {
        var page = self
        page.query = query.filter { !$0.hasPrefix("offset=") }
        if !page.query.contains(where: { $0.hasPrefix("limit=") }) { page.query.append("limit=\(size)") }
        page.query.append("offset=\(offset)")
        return page
    }
}
