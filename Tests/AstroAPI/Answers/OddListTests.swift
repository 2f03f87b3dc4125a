import Foundation
import KernelTesting
import Synchronization
import Testing

@testable import AstroAPI
@testable import Kernel

@Suite("Odd lists")
struct OddListTests {
    /// The IDs in a list, the number of requests for it, and the warnings.
    private func list(
        _ page: @escaping @Sendable (_ offset: Int) -> String
    ) async throws -> (ids: [String], requests: Int, told: String) {
        let server = Server(page: page)
        let sink = BufferSink()
        let client = try AstroClient(
            ClientFixture.context(of: server, organization: "o1", error: sink), organizationID: "o1")
        let tokens = try await client.tokens(.organization)
        return (tokens.map(\.id), server.requests.withLock { $0 }, sink.text)
    }

    private static func row(_ id: String) -> String { Answer.token(id) }

    private static func rows(_ range: Range<Int>) -> String {
        range.map { row("t\($0)") }.joined(separator: ", ")
    }

    @Test(
        "that are null or missing are empty",
        arguments: [
            #"{"limit": 1, "offset": 0, "totalCount": 0, "tokens": null}"#, #"{"tokens": null}"#, #"{"totalCount": 0}"#,
            #"{"totalCount": null, "tokens": []}"#,
        ])
    func empty(body: String) async throws {
        let list = try await list { _ in body }
        #expect(list.ids == [])
        #expect(list.requests == 1)
        #expect(list.told == "")
    }

    @Test(
        "that are not lists are an error",
        arguments: [
            "{}", "[]", "", #"{"tokens": {}}"#, #"{"tokens": "x"}"#, #"{"totalCount": 5}"#, #"{"tokens": [{}]}"#,
            #"{"totalCount": 2, "tokens": [5, null]}"#, #"{"tokens": [{"id": "t"#,
        ])
    func none(body: String) async throws {
        await #expect(throws: UnreadableAnswer.self) { try await list { _ in body } }
    }

    @Test(
        "with an invalid row show the others, and a warning says how many are left out",
        arguments: [
            "null", "5", "[]", "{}", #"{"id": null}"#, #"{"id": ""}"#, #"{"id": "../x"}"#, #"{"id": 7, "name": "n"}"#,
        ])
    func badRow(row: String) async throws {
        let list = try await list { _ in
            #"{"totalCount": 3, "tokens": [\#(Self.row("a")), \#(row), \#(Self.row("b"))]}"#
        }
        #expect(list.ids == ["a", "b"])
        #expect(list.told.contains("1 of 3 tokens in the server's answer cannot be read and are left out"))
    }

    @Test(
        "with an invalid field still show the row",
        arguments: [
            #""name": null"#, #""description": 5"#, #""roles": null"#, #""roles": [null, 5]"#, #""createdBy": null"#,
            #""createdBy": "Ada""#, #""createdAt": 5"#, #""endAt": "never""#, #""expiryPeriodInDays": 1e99"#,
            #""scope": null"#, #""kind": []"#,
        ])
    func badField(field: String) async throws {
        let list = try await list { _ in #"{"totalCount": 2, "tokens": [{"id": "a", \#(field)}, \#(Self.row("b"))]}"# }
        #expect(list.ids == ["a", "b"])
        #expect(list.requests == 1)
    }

    @Test("with unreadable roles do not count as lists without roles")
    func roles() async throws {
        let fixture = try ClientFixture(
            .init(
                .get, "/v1/organizations/o1/tokens/t1",
                .json(#"{"id": "t1", "roles": [{"entityId": "d", "entityType": "DEPLOYMENT", "role": "r"}, 5]}"#)))
        let token = try await fixture.client.token(id: "t1")
        #expect(token.roles?.count == 1)
        #expect(token.hasUnreadableRoles)
    }

    @Test(
        "with an invalid count end with the rows that exist",
        arguments: ["null", "-1", "0", "\"many\"", "\"3\"", "3.0", "2", "1e30", "{}"])
    func counts(count: String) async throws {
        let list = try await list {
            $0 == 0 ? #"{"totalCount": \#(count), "tokens": [\#(Self.rows(0..<3))]}"# : #"{"tokens": []}"#
        }
        #expect(list.ids == ["t0", "t1", "t2"])
        #expect(list.requests <= 2)
    }

    @Test("that become shorter while they are read come with a warning")
    func shrinking() async throws {
        let list = try await list {
            $0 == 0
                ? #"{"totalCount": 6, "tokens": [\#(Self.rows(0..<3))]}"#
                : #"{"totalCount": 5, "tokens": [\#(Self.rows(4..<6))]}"#
        }
        #expect(list.ids.count == 5)
        #expect(list.told.contains("got shorter while it was being read, so some may be missing"))
    }

    @Test("that claim a trillion rows and have three take two requests and a warning")
    func trillion() async throws {
        let list = try await list {
            $0 == 0
                ? #"{"totalCount": 1000000000000, "tokens": [\#(Self.rows(0..<3))]}"#
                : #"{"totalCount": 1000000000000, "tokens": []}"#
        }
        #expect(list.ids.count == 3)
        #expect(list.requests == 2)
        #expect(list.told.contains("the server announced 1000000000000 tokens, but sent only 3"))
    }

    @Test("of a server that repeats a page end after the second", arguments: ["1000000000000", "6", "null"])
    func repeated(count: String) async throws {
        let list = try await list { _ in #"{"totalCount": \#(count), "tokens": [\#(Self.rows(0..<3))]}"# }
        #expect(list.ids.count == 3)
        #expect(list.requests == 2)
    }

    @Test("of a server that ignores the limit are read once")
    func larger() async throws {
        let all = try await list { _ in #"{"totalCount": 2500, "tokens": [\#(Self.rows(0..<2500))]}"# }
        #expect(all.ids.count == 2500)
        #expect(all.requests == 1)
        let pages = try await list { offset in
            #"{"totalCount": 4000, "tokens": [\#(Self.rows(min(offset, 4000)..<min(offset + 1500, 4000)))]}"#
        }
        #expect(pages.ids.count == 4000)
        #expect(pages.requests == 3)
    }

    @Test("without a count are read until a page has nothing new")
    func uncounted() async throws {
        let list = try await list { offset in
            #"{"tokens": [\#(Self.rows(min(offset, 2500)..<min(offset + 1000, 2500)))]}"#
        }
        #expect(list.ids.count == 2500)
    }

    @Test("with shrinking pages are complete")
    func shrinkingPages() async throws {
        let list = try await list { offset in
            let size = offset == 0 ? 1000 : 300
            return #"{"totalCount": 3000, "tokens": [\#(Self.rows(min(offset, 3000)..<min(offset + size, 3000)))]}"#
        }
        #expect(list.ids.count == 3000)
    }

    @Test("with trailing garbage or a byte order mark are complete", arguments: ["", "\u{FEFF}"])
    func rubbish(mark: String) async throws {
        let list = try await list { _ in mark + #"{"totalCount": 1, "tokens": [\#(Self.row("a"))]}\#0\#0 bye"# }
        #expect(list.ids == ["a"])
    }

    private final class Server: HTTPTransport {
        let requests = Mutex(0)
        private let page: @Sendable (Int) -> String

        init(page: @escaping @Sendable (Int) -> String) { self.page = page }

        func send(_ request: HTTPRequest) async throws -> HTTPResponse {
            requests.withLock { $0 += 1 }
            let items = URLComponents(url: request.url, resolvingAgainstBaseURL: false)?.queryItems ?? []
            let offset = items.first { $0.name == "offset" }?.value.flatMap(Int.init) ?? -1
            return HTTPResponse(status: 200, body: Data(page(offset).utf8))
        }
    }
}
