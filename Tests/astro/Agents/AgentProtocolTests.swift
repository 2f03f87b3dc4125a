import Foundation
import Support
import Testing

@Suite("The protocol that agents speak", .timeLimit(.minutes(20)))
struct AgentProtocolTests {
    func client(_ program: BuiltProgram? = nil) throws -> AgentClient {
        try AgentClient(try (program ?? BuiltProgram()).program(["mcp", "--context", "sandbox"]))
    }

    static let meta =
        #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#

    @Test("starts with a handshake in the older revision")
    func handshake() async throws {
        let client = try client()
        #expect(errorCode(try await client.answer("tools/list")) == -32600)
        let result = try #require(try await client.initialize()["result"] as? AgentClient.Message)
        #expect(result["protocolVersion"] as? String == "2025-11-25")
        #expect(errorCode(try await client.answer("initialize", #"{"protocolVersion":"2025-11-25"}"#)) == -32600)
        let tools = try #require(try await client.answer("tools/list")["result"] as? AgentClient.Message)
        #expect((tools["tools"] as? [Any])?.isEmpty == false)
    }

    @Test("needs no handshake in the newer revision")
    func selfDescribing() async throws {
        let client = try client()
        let discovered = try #require(
            try await client.answer("server/discover", Self.meta + "}")["result"] as? AgentClient.Message)
        #expect(discovered["supportedVersions"] as? [String] == ["2026-07-28", "2025-11-25"])
        #expect(discovered["resultType"] as? String == "complete")
        let old = Self.meta.replacing("2026-07-28", with: "1900-01-01")
        #expect(errorCode(try await client.answer("tools/list", old + "}")) == -32022)
        let mute = #"{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}"#
        #expect(errorCode(try await client.answer("tools/list", mute)) == -32602)
        let called = try await client.answer("tools/call", Self.meta + #","name":"organization_token_list"}"#)
        #expect(try !toolResult(called).isError)
    }

    @Test(
        "refuses an invalid message, and continues",
        arguments: [
            ("no JSON", -32700), (#"{"jsonrpc":"2.0","id":7,"method":"ping""#, -32700), ("[]", -32600),
            (#"[{"jsonrpc":"2.0","id":7,"method":"ping"}]"#, -32600), ("3", -32600), ("{}", -32600),
            (#"{"jsonrpc":"1.0","id":7,"method":"ping"}"#, -32600), (#"{"jsonrpc":"2.0","id":7,"method":3}"#, -32600),
            (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
            (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
            (#"{"jsonrpc":"2.0","id":7,"method":"ping","params":[]}"#, -32602),
            (String(repeating: "[", count: 5_000), -32700), ("\u{0}", -32700),
        ])
    func unsound(line: String, code: Int) async throws {
        let client = try client()
        try await client.initialize()
        try client.send(line)
        #expect(errorCode(try await client.next()) == code)
        #expect(try await client.answer("ping")["result"] != nil)
    }

    @Test("refuses a message of 10 MB without keeping it")
    func large() async throws {
        let client = try client()
        try await client.initialize()
        try client.send(#"{"jsonrpc":"2.0","id":7,"method":"\#(String(repeating: "x", count: 10_000_000))"}"#)
        #expect(errorCode(try await client.next()) == -32600)
        #expect(try await client.answer("ping")["result"] != nil)
    }

    @Test("refuses an unknown method, tool or resource")
    func unknown() async throws {
        let client = try client()
        try await client.initialize()
        #expect(errorCode(try await client.answer("prompts/list")) == -32601)
        #expect(errorCode(try await client.answer("tools/call", #"{"name":"api"}"#)) == -32602)
        #expect(errorCode(try await client.answer("tools/call", #"{"name":"deployment_token_rotate"}"#)) == -32602)
        #expect(errorCode(try await client.answer("resources/read", #"{"uri":"file:///etc/passwd"}"#)) == -32002)
    }

    @Test(
        "checks arguments like the command line does",
        arguments: [
            (#"{"token_id":3}"#, "'token_id' must be a string"), (#"{"nmae":"x"}"#, "has no argument 'nmae'"),
            (#"{"fields":["nmae"]}"#, "unknown field"), (#"{"fields":"id"}"#, "'fields' must be a list"),
            (#"{"deployment":"a/b"}"#, "is named 'a/b'"), (#"{"organization":null}"#, "must be a string"),
            (#"{"context":"evil.example"}"#, "has no argument 'context'"), (#"{"output":"csv"}"#, "has no argument"),
        ])
    func arguments(arguments: String, message: String) async throws {
        let client = try client()
        try await client.initialize()
        let tool = arguments.contains("token_id") ? "organization_token_roles" : "deployment_token_list"
        let (text, isError) = try toolResult(try await client.answer(to: try client.call(tool, arguments)))
        #expect(isError && text.contains(message), "\(text)")
    }

    @Test("answers 200 calls at once, each by its number")
    func manyCalls() async throws {
        let client = try client()
        try await client.initialize()
        let calls = Set(try (0..<200).map { _ in try client.call("organization_token_list", #"{"fields":["id"]}"#) })
        var answered: Set<Int> = []
        while answered.count < calls.count, let message = try await client.next() {
            #expect(try !toolResult(message).isError)
            answered.insert(try #require(message["id"] as? Int))
        }
        #expect(answered == calls)
    }

    @Test("reports progress if the client asks for it")
    func progress() async throws {
        let client = try client()
        try await client.initialize()
        let id = try client.request(
            "tools/call", #"{"name":"organization_token_list","_meta":{"progressToken":"p"}}"#)
        let first = try #require(try await client.next())
        #expect(first["method"] as? String == "notifications/progress")
        #expect((first["params"] as? AgentClient.Message)?["progressToken"] as? String == "p")
        #expect(try !toolResult(try await client.answer(to: id)).isError)
    }

    @Test("offers the manifest and a page per command as resources")
    func resources() async throws {
        let program = try BuiltProgram()
        let client = try client(program)
        try await client.initialize()
        let listed = try #require(try await client.answer("resources/list")["result"] as? AgentClient.Message)
        let all = try #require(listed["resources"] as? [AgentClient.Message])
        #expect(all.count > 50)
        func text(_ uri: String) async throws -> String {
            let answer = try await client.answer("resources/read", #"{"uri":"\#(uri)"}"#)
            let contents = (answer["result"] as? AgentClient.Message)?["contents"] as? [AgentClient.Message]
            return try #require(contents?.first?["text"] as? String)
        }
        #expect(try await text("astro://manifest.json") + "\n" == program.stdout(of: "docs json"))
        #expect(try await text("astro://reference/astro-deployment-token-rotate.md").contains("## Exit codes"))
    }

    @Test("is refused on a terminal")
    func terminal() async throws {
        let outcome = try await BuiltProgram().run(["mcp", "--destination", "x"])
        #expect(outcome.exitCode == 2 && outcome.stdout == "")
    }

    @Test("survives an unforeseen error of a command")
    func unforeseen() async throws {
        let client = try AgentClient(try BuiltProgram().probe(["mcp"]))
        try await client.initialize()
        let (text, isError) = try toolResult(try await client.answer(to: try client.call("fail")))
        #expect(isError && text.contains("Unforeseen"))
        #expect(try await client.answer("ping")["result"] != nil)
    }

    @Test("ends with one line about its records if a command crashes")
    func trap() async throws {
        let client = try AgentClient(try BuiltProgram().probe(["mcp"]))
        try await client.initialize()
        _ = try client.call("trap")
        let said = try await client.process.stderr(until: "the recover commands deliver them\n")
        #expect(said.contains("probe mcp: ended by a fault of the program"))
        #expect(try await client.process.exitCode() > 128)
    }

    @Test("prevents every change by a command that is declared as read-only")
    func pretender() async throws {
        let program = try BuiltProgram()
        var probe = program.probe(["mcp"])
        probe.variables["PROBE_API_TOKEN"] = try await ServedSandbox().credential
        probe.variables["PROBE_DOMAIN"] = "localhost"
        let client = try AgentClient(probe)
        try await client.initialize()
        let (text, isError) = try toolResult(try await client.answer(to: try client.call("pretend")))
        #expect(isError && text.contains("declared to read"), "\(text)")
    }

    @Test("lets the person choose several rows of a list in one question")
    func several() async throws {
        let client = try AgentClient(try BuiltProgram().probe(["mcp"]))
        try await client.initialize()
        for (chosen, result) in [(#"["3","1"]"#, "Asters; Carrots"), (#"["7"]"#, "no answer"), ("[]", "no answer")] {
            let call = try client.call("several")
            let question = try await client.question()
            #expect(question.text.hasSuffix("Beds to water"))
            try client.reply(to: question.id, #"{"action":"accept","content":{"choices":\#(chosen)}}"#)
            #expect(try toolResult(try await client.answer(to: call)).text.contains(result))
        }
    }
}
