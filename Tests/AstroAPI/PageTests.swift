import Foundation
import KernelTesting
import Synchronization
import Testing

@testable import AstroAPI
@testable import Kernel

@Suite("Paginated lists")
struct PageTests {
    /// The result of the listing if the server answers each offset this way.
    private func list(_ pages: [Int: String]) async throws -> (ids: [String], offsets: [Int]) {
        let server = PagingServer { offset in pages[offset] }
        let tokens = try await ClientFixture.client(of: server).tokens(.organization)
        return (tokens.map(\.id), server.offsets)
    }

    private static func ids(_ range: Range<Int>) -> [String] { range.map { "t\($0)" } }

    /// A server with a number of tokens and a maximum page size, whatever was requested.
    private static func server(of total: Int, pageSize: Int, saying limit: Int? = nil) -> PagingServer {
        PagingServer { offset in
            Answer.page(
                ids(min(offset, total)..<min(offset + pageSize, total)), of: total, limit: limit ?? pageSize,
                offset: offset)
        }
    }

    @Test(
        "Every token is listed once, in order, with the fewest requests",
        arguments: [(0, 1), (1, 1), (999, 1), (1000, 1), (1001, 2), (2000, 2), (10_000, 10)])
    func counts(total: Int, requests: Int) async throws {
        let server = Self.server(of: total, pageSize: 1000)
        let tokens = try await ClientFixture.client(of: server).tokens(.organization)
        #expect(tokens.map(\.id) == Self.ids(0..<total))
        #expect(server.offsets == (0..<requests).map { $0 * 1000 })
    }

    @Test("Later pages are requested concurrently", .timeLimit(.minutes(20)))
    func parallel() async throws {
        let server = Self.server(of: 10_000, pageSize: 1000)
        server.holdBack(until: 9)
        #expect(try await ClientFixture.client(of: server).tokens(.organization).count == 10_000)
    }

    @Test(
        "Smaller pages than requested are continued from their end",
        arguments: [(250, 100, 100), (250, 100, 1000), (250, 100, 0), (3, 1, 1000), (2500, 999, 5000)])
    func smallPages(total: Int, pageSize: Int, saidLimit: Int) async throws {
        let server = Self.server(of: total, pageSize: pageSize, saying: saidLimit)
        let tokens = try await ClientFixture.client(of: server).tokens(.organization)
        #expect(tokens.map(\.id) == Self.ids(0..<total))
    }

    @Test("A list that shrinks while it is read yields what is left")
    func shrinking() async throws {
        let list = try await list([
            0: Answer.page(Self.ids(0..<1000), of: 3000), 1000: Answer.page(Self.ids(1000..<1500), of: 1500),
            2000: Answer.page([], of: 1500),
        ])
        #expect(list.ids == Self.ids(0..<1500))
    }

    @Test("A list that grows while it is read yields the announced rows, and the rest of the last page")
    func growing() async throws {
        let list = try await list([
            0: Answer.page(Self.ids(0..<1000), of: 1001), 1000: Answer.page(Self.ids(1000..<1800), of: 1800),
        ])
        #expect(list.ids == Self.ids(0..<1800))
        #expect(list.offsets == [0, 1000])
    }

    @Test("A token that moved to a later page is listed once, where it was first")
    func duplicates() async throws {
        let list = try await list([
            0: Answer.page(Self.ids(0..<1000), of: 1500),
            1000: Answer.page(["t999", "t5"] + Self.ids(1000..<1498), of: 1500),
        ])
        #expect(list.ids == Self.ids(0..<1498))
    }

    @Test("An empty page ends the list, whatever count it announces", arguments: [5, -1, 1_000_000_000])
    func nonsense(total: Int) async throws {
        let list = try await list([0: Answer.page([], of: total)])
        #expect(list.ids.isEmpty)
        #expect(list.offsets == [0])
    }

    @Test("A page is passed on before the next one arrives", .timeLimit(.minutes(20)))
    func streamed() async throws {
        let pages = Mutex<[Int]>([])
        let (handled, signal) = AsyncStream<Void>.makeStream()
        let server = SuspendingServer { offset in
            // The last page is held back until the page before it was passed on.
            if offset == 2000 { for await _ in handled where pages.withLock({ $0.count == 2 }) { break } }
            return Answer.page(Self.ids(offset..<offset + 1000), of: 3000, offset: offset)
        }
        try await ClientFixture.client(of: server).tokens(.organization) { page in
            pages.withLock { $0.append(page.count) }
            signal.yield()
        }
        #expect(pages.withLock { $0 } == [1000, 1000, 1000])
    }

    @Test("Pages that arrive out of order are passed on in order", .timeLimit(.minutes(20)))
    func ordered() async throws {
        var ids: [String] = []
        let (arrived, signal) = AsyncStream<Void>.makeStream()
        let server = SuspendingServer { offset in
            if offset == 1000 { for await _ in arrived { break } }
            defer { if offset == 2000 { signal.yield() } }
            return Answer.page(Self.ids(offset..<offset + 1000), of: 3000, offset: offset)
        }
        try await ClientFixture.client(of: server).tokens(.organization) { ids += $0.map(\.id) }
        #expect(ids == Self.ids(0..<3000))
    }

    @Test("A failing consumer ends the listing")
    func refused() async throws {
        let server = Self.server(of: 3000, pageSize: 1000)
        await #expect(throws: StreamError.closed) {
            try await ClientFixture.client(of: server).tokens(.organization) { _ in throw StreamError.closed }
        }
    }

    @Test("A page that fails fails the list")
    func failure() async throws {
        await #expect(throws: APIError.self) { try await list([0: Answer.page(Self.ids(0..<1000), of: 3000)]) }
    }
}

/// A server whose pages, by offset, may take their time.
private struct SuspendingServer: HTTPTransport {
    let page: @Sendable (Int) async -> String

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        HTTPResponse(status: 200, body: Data(await page(request.offset).utf8))
    }
}

extension HTTPRequest {
    fileprivate var offset: Int {
        let items = URLComponents(url: url, resolvingAgainstBaseURL: false)?.queryItems ?? []
        return items.first { $0.name == "offset" }?.value.flatMap(Int.init) ?? -1
    }
}

/// A server that lists by offset; an unknown offset is a bad request.
private final class PagingServer: HTTPTransport {
    private struct State {
        var offsets: [Int] = []
        var held = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let page: @Sendable (Int) -> String?

    init(_ page: @escaping @Sendable (Int) -> String?) { self.page = page }

    /// The requested offsets, in ascending order.
    var offsets: [Int] { state.withLock { $0.offsets.sorted() } }

    /// Answers no later page until this many were requested.
    func holdBack(until count: Int) { state.withLock { $0.held = count } }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let offset = request.offset
        state.withLock { $0.offsets.append(offset) }
        if offset > 0 { await waitForOthers() }
        guard let body = page(offset) else { return HTTPResponse(status: 400) }
        return HTTPResponse(status: 200, body: Data(body.utf8))
    }

    private func waitForOthers() async {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state in
                state.waiting.append(continuation)
                guard state.waiting.count >= state.held else { return [CheckedContinuation<Void, Never>]() }
                defer { state.waiting = [] }
                return state.waiting
            }
            for waiting in ready { waiting.resume() }
        }
    }
}
