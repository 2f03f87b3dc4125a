import Foundation
import Kernel
import KernelTesting
import Testing

@Suite("astro api: the answer")
struct AnswerTests {
    let fixture = RawFixture.self
    static let messy = #"{"b": 1.10,  "a":[ 1e3 ],"u":"ü"}"#

    private func onTerminal(_ body: String) -> CommandTest {
        var test = fixture.answering(.get, "/v1/x", body)
        test.terminal = 80
        test.showsResultOnTerminal = true
        return test
    }

    @Test("goes into a pipe unchanged", arguments: [messy, "no JSON\u{1B}[31m\r\n", "", "{\"a\":1}\n"])
    func raw(body: String) async throws {
        let result = try await fixture.answering(.get, "/v1/x", body).run("api x")
        #expect(result.stdout == body)
        #expect(result.stderr == "")
    }

    @Test("is one line of JSON with -o jsonl")
    func oneLine() async throws {
        let result = try await fixture.answering(.get, "/v1/x", Self.messy).run("api x -o jsonl")
        #expect(result.stdout == #"{"b":1.10,"a":[1e3],"u":"ü"}"# + "\n")
    }

    @Test("is indented on a terminal, with escapes made visible")
    func terminal() async throws {
        let json = try await onTerminal("{\"a\":[1.10,{}],\"b\u{9B}\":\"\u{202E}x\\u001b\"}").run("api x")
        #expect(
            json.stdout == """
                {
                  "a": [
                    1.10,
                    {}
                  ],
                  "b\\u009b": "\\u202ex\\u001b"
                }

                """)
        let text = try await onTerminal("one\u{1B}[31m\ntwo").run("api x")
        #expect(text.stdout == "one\\u{1b}[31m\ntwo\n")
        #expect(try await onTerminal("one\r\ntwo\rthree\r\n").run("api x").stdout == "one\ntwo\\rthree\n")
    }

    @Test("has its status and headers first with --include, and no body with --silent")
    func head() async throws {
        let test = fixture.answering(.get, "/v1/x", "{}")
        #expect(try await test.run("api x -i").stdout == "HTTP 200\nContent-Type: application/json\n\n{}")
        #expect(try await test.run("api x --silent").stdout == "")
        #expect(
            try await test.run("api x -i --silent").stdout == "HTTP 200\nContent-Type: application/json\n\n")
    }

    @Test(
        "is on stdout for a refusal as well, and the error has its exit code",
        arguments: zip(
            [400, 401, 403, 404, 409, 500],
            [ExitCode.failure, .unauthorized, .unauthorized, .notFound, .failure, .failure]))
    func refusals(status: Int, code: ExitCode) async throws {
        let body = #"{"message": "because", "requestId": "req-1", "statusCode": \#(status)}"#
        let result = try await fixture.answering(.get, "/v1/x", body, status: status).run("api x")
        #expect(result.exitCode == code)
        #expect(result.stdout == body)
        #expect(result.stderr.contains("because"))
        #expect(result.stderr.contains("req-1"))
        let silent = try await fixture.answering(.get, "/v1/x", body, status: status).run("api x --silent -o json")
        #expect(silent.stdout == "")
        #expect(silent.stderr.contains(#""requestId":"req-1""#))
    }

    @Test("ends quietly if the reader of a GET is gone, but not of a change")
    func closedPipe() async throws {
        var test = fixture.answering(.get, "/v1/x")
        test.stdoutFailure = .closed
        #expect(try await test.run("api x").exitCode == .success)
        test = fixture.answering(.post, "/v1/x")
        test.stdoutFailure = .closed
        #expect(try await test.run("api POST x").exitCode == .undelivered)
        test = fixture.answering(.get, "/v1/x")
        test.stdoutFailure = .system("No space left on device")
        #expect(try await test.run("api x").exitCode == .failure)
    }

    @Test("is a usage error in other formats", arguments: ["-o csv", "-o yaml", "--fields a"])
    func formats(flag: String) async throws {
        #expect(try await fixture.test().run("api x \(flag)").exitCode == .usage)
    }
}
