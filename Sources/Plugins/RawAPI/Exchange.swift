import AstroAPI
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A request that is ready to be sent, and what happens to its answer.
struct Exchange: Sendable {
    let context: Context
    let method: HTTPMethod
    var endpoint: Endpoint
    let writer: AnswerWriter
    /// Where the body goes in place of stdout.
    let file: String?
    var headers: HTTPHeaders = [:]
    var body: Data?

    /// The most that one page may hold.
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

    /// Sends it again and again until a listing is at its end, and writes one document.
    ///
    /// - Parameter asList: Whether the document is a list of the pages as they came.
    func followPages(asList: Bool = false) async throws {
        try await quietlyWhenUnread {
            var pages: [AnswerPage] = []
            var offset = endpoint.offset ?? 0
            while true {
                let response = try await answer(endpoint.page(at: offset, size: Self.pageSize))
                guard let page = AnswerPage(response.body, of: endpoint.resource) else {
                    return try writeWhole(response, after: pages)
                }
                // A server that does not know of offsets gives the same page for ever.
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

    /// An answer that is no page needs no other; in the middle of a listing it is an error.
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

    /// The server's answer; a refusal is written like any other, and then an error.
    private func answer(_ endpoint: Endpoint) async throws -> HTTPResponse {
        let response = try await send(endpoint)
        guard !response.isSuccess else { return response }
        // What the server said matters more than who reads it.
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

    /// A reader who has seen enough of a reading ends it without an error.
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
    /// Where a listing is to begin, as the query says.
    var offset: Int? { query.first { $0.hasPrefix("offset=") }.flatMap { Int($0.dropFirst("offset=".count)) } }

    /// The same listing from another place on; pages are as large as the query says, or `size`.
    func page(at offset: Int, size: Int) -> Endpoint {
        var page = self
        page.query = query.filter { !$0.hasPrefix("offset=") }
        if !page.query.contains(where: { $0.hasPrefix("limit=") }) { page.query.append("limit=\(size)") }
        page.query.append("offset=\(offset)")
        return page
    }
}
