import Foundation
import Kernel
import KernelTesting
import Support
import Testing

@Suite("The audit log at the wire")
struct AuditLayerTests {
    /// Sends requests, such as `POST:/a`, one after the other.
    struct Send: Command {
        static let configuration = CommandConfiguration("send", summary: "Send requests", effect: .changes)

        @Argument("REQUEST", help: "What to send") var requests: [String] = []
        @Flag(help: "Whether the requests declare what they change") var declared = false

        func run(in context: Context) async throws {
            for text in requests {
                let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
                let url = try context.auth.baseURL().appending(path: parts[1])
                var request = HTTPRequest(HTTPMethod(rawValue: parts[0]) ?? .get, url)
                if declared {
                    request.change = DeclaredChange("water", subject: "p1", name: "Fern", valueBefore: "dry")
                }
                let response = try await context.http.send(request)
                try context.output.text("\(response.status)")
            }
        }
    }

    enum Sending: Plugin {
        static let manifest = PluginManifest("sending", summary: "Sending")
        static let mounts = [Mount(commands: [Send.self])]
    }

    var test: CommandTest {
        var test = CommandTest(.test, Sending.self)
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
        return test
    }

    /// The log's lines as JSON values.
    func entries(_ result: CommandResult) throws -> [[String: String]] {
        try result.audit.map { try JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }
    }

    @Test("has an intent and an outcome for every request that isn't a reading, declared or not")
    func everyRequest() async throws {
        for declared in [false, true] {
            var test = test
            for method in HTTPMethod.allCases { test.expect(method, "/v1/a", .json("{}")) }
            let requests = HTTPMethod.allCases.map { "\($0.rawValue):/a" }.joined(separator: " ")
            let result = try await test.run("send \(requests)\(declared ? " --declared" : "")")
            #expect(result.exitCode == .success, "\(result.stderr)")
            let entries = try entries(result)
            let changes = HTTPMethod.allCases.filter { !$0.isReading }
            #expect(entries.map { $0["outcome"] } == changes.flatMap { _ in ["begun", "done"] })
            #expect(Set(entries.map { $0["change"] }).count == changes.count)
            guard !declared else { continue }
            #expect(entries.map { $0["action"] } == changes.flatMap { [$0.rawValue, $0.rawValue] })
            #expect(Set(entries.map { $0["subject"] }) == ["/v1/a"])
        }
    }

    @Test("contains what the call declares: the action, the ID, the name and the previous value")
    func declaration() async throws {
        var test = test
        test.expect(.post, "/v1/a", .json("{}"))
        let result = try await test.run("send POST:/a --declared")
        for entry in try entries(result) {
            #expect(entry["action"] == "water" && entry["subject"] == "p1" && entry["name"] == "Fern")
            #expect(entry["valueBefore"] == "dry" && entry["context"] == "astronomer.io")
        }
        #expect(result.requests.allSatisfy { $0.change == nil })
    }

    @Test("has one intent for a request that is sent several times")
    func retries() async throws {
        var test = test
        for _ in 1...2 { test.expect(.delete, "/v1/a", .json("{}", status: 503)) }
        test.expect(.delete, "/v1/a", .json(#"{"message": "gone"}"#, status: 404))
        let result = try await test.run("send DELETE:/a")
        #expect(result.requests.count == 3)
        #expect(try entries(result).map { $0["outcome"] } == ["begun", "done"])
    }

    @Test(
        "distinguishes a refusal from a change that the server may have made",
        arguments: [
            (ScriptedTransport.Reply.json(#"{"message": "not yours"}"#, status: 403), "failed: status 403, not yours"),
            (.json("no JSON", status: 400), "failed: status 400"),
            (.json("{}", status: 502), "unknown: status 502"),
            (
                .failure(TransportError(.timedOut, "no answer", requestMayHaveArrived: true)), "unknown: no answer"
            ),
            (
                .failure(TransportError(.connectionFailed, "no way", requestMayHaveArrived: false)),
                "failed: no way"
            ),
        ])
    func outcomes(reply: ScriptedTransport.Reply, outcome: String) async throws {
        var test = test
        test.expect(.post, "/v1/a", reply)
        let result = try await test.run("send POST:/a")
        #expect(try entries(result).map { $0["outcome"] } == ["begun", outcome])
    }

    @Test("lets nothing be sent if it can't be written, and says so")
    func unwritable() async throws {
        var test = test
        test.writeFailure = FileError(.system("No space left on device"), path: "/home/test/.astro/audit.jsonl")
        let result = try await test.run("send POST:/a")
        #expect(result.exitCode == .failure)
        #expect(result.requests.isEmpty)
        #expect(result.stderr.contains("the audit log could not be written ("))
        #expect(result.stderr.contains("; nothing was changed\n"))
    }
}
