import Foundation
import Support
import Testing

@Suite("Many requests at once", .timeLimit(.minutes(20)))
struct ManyAtOnceTests {
    private let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"

    private func probe(_ words: [String], variables: [String: String] = [:]) async throws -> BuiltProgram.Outcome {
        var program = try BuiltProgram()
        program.variables = variables
        return try await program.finish(program.probe(["each"] + words), input: "")
    }

    @Test("are all answered, a thousand of them")
    func thousand() async throws {
        let answer = answer
        let server = try ScriptedServer.conversing { $0.send(answer) }
        let outcome = try await probe([server.url, "--times", "1000", "--at-once", "16"])
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stdout == "1000 of 1000\n")
        #expect(server.requests.count == 1000)
        #expect(server.requests.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test("that fail in part are exit code 7, with the error of each")
    func partial() async throws {
        let answer = answer
        let server = try ScriptedServer.conversing { $0.send(answer) }
        let outcome = try await probe([server.url, "http://127.0.0.1:1/", server.url])
        #expect(outcome.exitCode == 7)
        #expect(outcome.stdout == "2 of 3\n")
        #expect(
            outcome.stderr.contains(
                "error: 1 of 3 failed\n  http://127.0.0.1:1/: the connection to 127.0.0.1:1 was refused"))
    }

    @Test("show one bar, and say after Ctrl-C how many were done")
    func interrupted() async throws {
        let answer = answer
        let server = try ScriptedServer.conversing { client in
            client.send(answer)
        }
        let silent = try ScriptedServer.conversing { $0.readToEnd() }
        let program = try BuiltProgram()
        let outcome = try await PseudoTerminal().run(
            program.probe(["each", server.url, server.url, silent.url, "--at-once", "1"]),
            [.expect("Asking"), .expect("2/3"), .interrupt])
        #expect(outcome.exitCode == 130, "\(outcome.output)")
        #expect(outcome.kept.contains("interrupted after 2 of 3 were done"))
    }

    @Test("use the number of connections in a variable, which must be a number", arguments: ["0", "x", "-1", "1001"])
    func connections(number: String) async throws {
        let answer = answer
        let server = try ScriptedServer.conversing { $0.send(answer) }
        let refused = try await probe([server.url], variables: ["PROBE_HTTP_CONNECTIONS": number])
        #expect(refused.exitCode == 2)
        #expect(refused.stderr.contains("PROBE_HTTP_CONNECTIONS is '\(number)', not a number from 1 to 1000"))
        #expect(server.requests.isEmpty)
        let done = try await probe([server.url, "--times", "5"], variables: ["PROBE_HTTP_CONNECTIONS": "1"])
        #expect(done.stdout == "5 of 5\n")
    }

    @Test("get the time limit of --timeout even if their author doesn't set it")
    func timeout() async throws {
        let server = try ScriptedServer.conversing { $0.readToEnd() }
        let outcome = try await probe([server.url, "--timeout", "0.3"])
        #expect(outcome.exitCode == 6)
        #expect(outcome.stderr.contains("no answer from 127.0.0.1 within 300 ms"))
    }

    @Test("send the credential to no other server")
    func elsewhere() async throws {
        let answer = answer
        let server = try ScriptedServer.conversing { $0.send(answer) }
        let outcome = try await probe(
            [server.url, "--with-credential"], variables: ["PROBE_DOMAIN": "api.example.test"])
        #expect(outcome.exitCode == 1)
        #expect(outcome.stderr.contains("nothing was sent"))
        #expect(server.requests.isEmpty)
    }
}
