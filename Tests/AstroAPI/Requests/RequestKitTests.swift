import Foundation
import KernelTesting
import Testing

@testable import AstroAPI
@testable import Kernel

/// A variable of a Deployment, which this library doesn't know.
struct PlantedVariable: PageItem {
    static let pageField = "variables"
    var id: String
    var value: String
}

@Suite("A call of an endpoint without its own method")
struct RequestKitTests {
    private static let path = "/v1/organizations/o1/deployments/d1/variables"

    /// The request and the result of a call with this answer of the server.
    private func call<Result>(
        _ method: HTTPMethod, at target: String = path, body: String? = nil, _ reply: ScriptedTransport.Reply,
        _ make: (AstroClient) async throws -> Result
    ) async throws -> Result {
        let fixture = try ClientFixture(.init(method, target, body: body, reply))
        defer { #expect(fixture.server.difference == nil) }
        return try await make(fixture.client)
    }

    /// The message for a failed call.
    private func told(
        _ method: HTTPMethod, _ reply: ScriptedTransport.Reply, _ make: (AstroClient) async throws -> Void
    ) async throws -> CommandError {
        do {
            try await call(method, reply, make)
        } catch {
            return CommandError(describing: error)
        }
        throw UnexpectedSuccess()
    }

    struct UnexpectedSuccess: Error {}

    @Test("decodes a type, and sends the parameters that have a value")
    func reading() async throws {
        let id = "d1"
        let answer = ScriptedTransport.Reply.json(#"{"id": "KEY", "value": "1"}"#)
        let variable = try await call(.get, at: Self.path + "?scope=all", answer) { client in
            try await client.get(
                "deployments/\(id)/variables", query: ["scope": "all", "filter": nil], as: PlantedVariable.self,
                purpose: "show the variable KEY")
        }
        #expect(variable == PlantedVariable(id: "KEY", value: "1"))
    }

    @Test("decodes any JSON, and keeps the order of its keys")
    func anything() async throws {
        let answer = ScriptedTransport.Reply.json(#"{"z": [1, 2.5], "a": {"b": null}}"#)
        let value = try await call(.get, answer) { client in
            try await client.get("deployments/d1/variables", as: JSONValue.self, purpose: "show them")
        }
        #expect(value.members?.map(\.key) == ["z", "a"])
        #expect(value["z"]?[1]?.number == 2.5)
        #expect(value["a"]?["b"]?.isNull == true)
    }

    @Test("is relative to the API's root if its path begins with a slash")
    func rooted() async throws {
        _ = try await call(.get, at: "/v1/organizations", .json("{}")) { client in
            try await client.get("/organizations", as: JSONValue.self, purpose: "list them")
        }
    }

    @Test(
        "is not sent if a value would lead to another path",
        arguments: ["", "..", ".", "a/b", "a?b", "a#b", "%2e%2e", "a b", "é", "a\\b", "a\nb"])
    func hostilePath(id: String) async throws {
        let fixture = try ClientFixture()
        await #expect(throws: CommandError.self) {
            try await fixture.client.get("deployments/\(id)/variables", as: JSONValue.self, purpose: "show it")
        }
        #expect(fixture.server.requests.isEmpty)
    }

    @Test("requests only the header with HEAD")
    func head() async throws {
        let answer = HTTPResponse(status: 200, headers: ["Content-Length": "5"])
        let headers = try await call(.head, .response(answer)) { client in
            try await client.head("deployments/d1/variables", purpose: "find the variables")
        }
        #expect(headers["content-length"] == "5")
    }

    @Test("sends a change with its body, and logs the declared change", arguments: [HTTPMethod.post, .put, .patch])
    func change(method: HTTPMethod) async throws {
        let body: JSONValue = ["value": "1", "isSecret": true]
        let answer = ScriptedTransport.Reply.json(#"{"id": "K", "value": "1"}"#)
        let made = try await call(method, body: #"{"isSecret":true,"value":"1"}"#, answer) { client in
            let (path, type, purpose): (APIPath, _, _) = (
                "deployments/d1/variables", PlantedVariable.self, "set the variable K"
            )
            switch method {
            case .post: return try await client.post(path, body: body, as: type, purpose: purpose)
            case .put: return try await client.put(path, body: body, as: type, purpose: purpose)
            default: return try await client.patch(path, body: body, as: type, purpose: purpose)
            }
        }
        #expect(made.id == "K")
    }

    @Test(
        "ends with the exit code of the refusal, and says its purpose",
        arguments: [
            (401, ExitCode.unauthorized), (403, .unauthorized), (404, .notFound), (400, .failure), (409, .failure),
            (500, .failure),
        ])
    func refusal(status: Int, code: ExitCode) async throws {
        let body = #"{"message": "no", "requestId": "r1", "statusCode": \#(status)}"#
        let error = try await told(.get, .json(body, status: status)) { client in
            _ = try await client.get("deployments/d1/variables", as: JSONValue.self, purpose: "list the variables")
        }
        #expect(error.exitCode == code)
        #expect(error.requestID == "r1")
        if status != 401 { #expect(error.message.contains("list the variables")) }
        #expect(!error.message.contains("may have"))
    }

    @Test("says that a change may have been made if its answer was lost", arguments: [nil, "K may have been set"])
    func lost(doubt: String?) async throws {
        let loss = TransportError(.timedOut, "no answer", requestMayHaveArrived: true)
        let error = try await told(.post, .failure(loss)) { client in
            try await client.post("deployments/d1/variables", purpose: "set the variable K", doubt: doubt)
        }
        #expect(error.exitCode == .network)
        #expect(
            error.message
                == "no answer; \(doubt ?? "the request to set the variable K may have been carried out")")
        #expect(error.hint != nil)
    }

    @Test("says the same if the server failed in the middle of it, but not if it refused")
    func failed() async throws {
        for (status, isOpen) in [(500, true), (502, true), (400, false)] {
            let error = try await told(.post, .json("{}", status: status)) { client in
                try await client.post("deployments/d1/variables", purpose: "set the variable K")
            }
            #expect(error.message.hasSuffix("may have been carried out") == isOpen)
        }
    }

    @Test("leaves no doubt if nothing was sent")
    func notSent() async throws {
        let loss = TransportError(.connectionFailed, "refused", requestMayHaveArrived: false)
        let error = try await told(.post, .failure(loss)) { client in
            try await client.post("deployments/d1/variables", purpose: "set the variable K")
        }
        #expect(error.message == "refused")
    }

    @Test("says what is wrong with an unexpected answer")
    func unreadable() async throws {
        let reading = try await told(.get, .json("[1]")) { client in
            _ = try await client.get("deployments/d1/variables", as: PlantedVariable.self, purpose: "show K")
        }
        #expect(reading.exitCode == .failure)
        let change = try await told(.post, .json("[1]")) { client in
            _ = try await client.post("deployments/d1/variables", as: PlantedVariable.self, purpose: "set K")
        }
        #expect(change.exitCode == .undelivered)
    }

    @Test("counts a deletion by the first attempt as deleted")
    func deletion() async throws {
        let lost = TransportError(.connectionLost, "lost", requestMayHaveArrived: true)
        let fixture = try ClientFixture(
            .init(.delete, Self.path + "/K", .failure(lost)), .init(.delete, Self.path + "/K", .json("{}", status: 404))
        )
        try await fixture.client.delete("deployments/d1/variables/K", purpose: "delete the variable K")
        #expect(fixture.server.difference == nil)
        let error = try await told(.delete, .json("{}", status: 404)) { client in
            try await client.delete("deployments/d1/variables", purpose: "delete the variable K")
        }
        #expect(error.exitCode == .notFound)
    }

    private static func page(_ range: Range<Int>, of total: Int) -> ScriptedTransport.Reply {
        let rows = range.map { #"{"id": "V\#($0)", "value": ""}"# }.joined(separator: ",")
        return .json(
            #"{"limit": 1000, "offset": \#(range.lowerBound), "totalCount": \#(total), "variables": [\#(rows)]}"#)
    }

    @Test("lists page by page, in order")
    func pages() async throws {
        let ranges = [0..<1000, 1000..<2000, 2000..<2500]
        let fixture = try ClientFixture(
            .init(.get, Self.path + "?limit=1000&offset=0", Self.page(ranges[0], of: 2500)),
            .init(.get, Self.path + "?limit=1000&offset=1000", Self.page(ranges[1], of: 2500)),
            .init(.get, Self.path + "?limit=1000&offset=2000", Self.page(ranges[2], of: 2500)))
        var counts: [Int] = []
        let pages = fixture.client.pages(
            of: PlantedVariable.self, "deployments/d1/variables", purpose: "list the variables")
        #expect(fixture.server.requests.isEmpty)
        for try await page in pages { counts.append(page.count) }
        #expect(counts == [1000, 1000, 500])
        #expect(fixture.server.difference == nil)
    }

    @Test("requests nothing further once a page is refused")
    func refusedPage() async throws {
        let fixture = try ClientFixture(.init(.get, Self.path, .json("{}", status: 403)))
        let pages = fixture.client.pages(of: PlantedVariable.self, "deployments/d1/variables", purpose: "list them")
        await #expect(throws: APIError.self) { for try await _ in pages {} }
    }

    @Test("lists all pages at once")
    func list() async throws {
        let all = try await call(.get, Self.page(0..<3, of: 3)) { client in
            try await client.list(of: PlantedVariable.self, "deployments/d1/variables", purpose: "list them")
        }
        #expect(all.map(\.id) == ["V0", "V1", "V2"])
    }
}
