import Foundation
import Kernel
import KernelTesting
import Support
import Testing

@Suite("A test of a command")
struct CommandTestTests {
    /// Does one thing that a test may or may not allow.
    struct Do: Command {
        enum Deed: String, CaseIterable, ArgumentValue { case nothing, request, send, ask, write, remove, hiddenWrite }

        static let configuration = CommandConfiguration("do", summary: "Do a thing")
        @Argument("DEED", help: "What to do") var deed: Deed

        func run(in context: Context) async throws {
            switch deed {
            case .nothing: break
            case .request:
                _ = try await context.http.send(HTTPRequest(.post, context.auth.baseURL().appending(path: "x")))
            case .send:
                var request = HTTPRequest(.post, try context.auth.baseURL().appending(path: "x"))
                request.body = Data(#"{"a":1,"b":[2]}"#.utf8)
                _ = try await context.http.send(request)
            case .ask: try context.output.text(try await context.output.prompt("Who", flag: "--who"))
            case .write: try context.files.replace("/work/file", with: Data("new".utf8))
            case .remove: try context.files.remove("/work/file")
            case .hiddenWrite: try? context.files.replace("/work/file", with: Data())
            }
        }
    }

    /// Shows a plant whose fields are not the ones that it declares.
    struct ShowPlant: Command {
        static let configuration = CommandConfiguration("plant", summary: "Show a plant")
        static var fields: [String] { ["id", "name"] }
        @Flag(help: "Leave out a column") var short = false

        struct Plant: Encodable, Sendable {
            let id = "p1"
            let name = "Fern"
        }

        func run(in context: Context) async throws {
            let columns = [Column<Plant>("id", "ID") { $0.id }, Column<Plant>("name", "NAME") { $0.name }]
            try context.output.list([Plant()], key: "plants", columns: short ? [columns[0]] : columns, none: "None.")
        }
    }

    enum Doing: Plugin {
        static let manifest = PluginManifest("doing", summary: "Doing")
        static let mounts = [Mount(commands: [Do.self, ShowPlant.self])]
    }

    var test: CommandTest {
        var test = CommandTest(.test, Doing.self)
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
        return test
    }

    /// The deviations of a run from its description, in words.
    func complaint(_ test: CommandTest, _ line: String) async throws -> String? {
        do {
            _ = try await test.run(line)
            return nil
        } catch let error as UnmetExpectation {
            return error.description
        }
    }

    @Test(
        "fails on a result with other fields than its command declares",
        arguments: ["table", "csv", "json", "jsonl"])
    func fields(format: String) async throws {
        #expect(try await complaint(test, "plant -o \(format)") == nil)
        #expect(
            try await complaint(test, "plant -o \(format) --short")
                == "the result has the fields id; its command declares id, name")
    }

    @Test("passes if everything matches")
    func sound() async throws {
        #expect(try await test.run("do nothing").exitCode == .success)
    }

    @Test("fails on an unexpected request, and names it")
    func unexpectedRequest() async throws {
        #expect(try await complaint(test, "do request")?.contains("unexpected: POST /v1/x") == true)
    }

    @Test("fails on a request to another path, with another method, or sent a second time")
    func otherRequest() async throws {
        for (method, path) in [(HTTPMethod.post, "/v1/y"), (.get, "/v1/x"), (.post, "/v1/x?a=b")] {
            var test = test
            test.expect(method, path, .json("{}"))
            #expect(
                try await complaint(test, "do request")?.contains("never sent: \(method.rawValue) \(path)") == true)
        }
    }

    @Test("shows where a request and the closest expectation differ")
    func difference() async throws {
        var test = test
        test.expect(.get, "/v1/elsewhere", .json("{}"))
        test.expect(.post, "/v1/z", .json("{}"))
        #expect(
            try await complaint(test, "do request")?.hasPrefix(
                """
                the requests differ:
                unexpected: POST /v1/x
                never sent: POST /v1/z
                                     ^ they differ from here on
                never sent: GET /v1/elsewhere

                """) == true)
    }

    @Test("fails on a different JSON body, and shows both")
    func body() async throws {
        var test = test
        test.expect(.post, "/v1/x", body: #"{ "b": [2], "a": 1 }"#, .json("{}"))
        #expect(try await complaint(test, "do send") == nil)
        test.exchanges = []
        test.expect(.post, "/v1/x", body: #"{"a": 2}"#, .json("{}"))
        #expect(
            try await complaint(test, "do send")?.hasPrefix(
                """
                the requests differ:
                unexpected: POST /v1/x
                  with body {"a":1,"b":[2]}
                never sent: POST /v1/x
                  with body {"a": 2}

                """) == true)
    }

    @Test("fails on an expected request that is never sent")
    func unservedExpectation() async throws {
        var test = test
        test.expect(.post, "/v1/x", .json("{}"))
        #expect(try await complaint(test, "do request") == nil)
        test.expect(.post, "/v1/x", .json("{}"))
        #expect(try await complaint(test, "do request")?.contains("never sent: POST /v1/x") == true)
    }

    @Test("fails on unread input")
    func unreadInput() async throws {
        var test = test
        test.input = ["Ada"]
        #expect(try await test.run("do ask").stdout == "Ada\n")
        test.input = ["Ada", "Grace"]
        #expect(try await complaint(test, "do ask") == #"nobody read the input ["Grace"]"#)
    }

    @Test(
        "fails on a write or removal that is not allowed, even if the command hides it",
        arguments: ["write", "remove", "hiddenWrite"])
    func disallowedWrite(deed: String) async throws {
        #expect(try await complaint(test, "do \(deed)") == #"nobody allowed writing to ["/work/file"]"#)
    }

    @Test("returns the files if writing is allowed")
    func allowedWrite() async throws {
        var test = test
        test.allowsWriting = true
        test.files = ["/work/file": "old", "/work/other": "kept"]
        #expect(try await test.run("do write").files == ["/work/file": "new", "/work/other": "kept"])
        #expect(try await test.run("do remove").files == ["/work/other": "kept"])
    }

    @Test("makes writes fail as configured")
    func writeFailure() async throws {
        var test = test
        test.allowsWriting = true
        test.writeFailure = FileError(.system("No space left on device"), path: "/work/file")
        let result = try await test.run("do write")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("No space left on device"))
    }
}
