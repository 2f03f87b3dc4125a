import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment token create")
struct CreateTokenTests {
    let line = "deployment token create --deployment \(Fixture.deployment)"

    func answering() -> CommandTest {
        var test = Fixture.test()
        test.expect(.post, Fixture.tokens, .json(Fixture.token(value: "v")))
        return test
    }

    @Test("sends the request once, and prints exactly the value")
    func everything() async throws {
        let result = try await answering().run(
            "\(line) -n 'CI deploy' -d note -r custom -e 90 --kind direct-access -c")
        #expect(result.stdout == "v\n")
        #expect(result.stderr == "")
        #expect(
            result.requests.map(\.bodyText) == [
                #"{"description":"note","entityId":"\#(Fixture.deployment)","kind":"DIRECT_ACCESS","name":"CI deploy","#
                    + #""role":"custom","scope":"DEPLOYMENT","tokenExpiryPeriodInDays":90}"#
            ])
    }

    @Test("leaves out what was not given")
    func least() async throws {
        let result = try await answering().run("\(line) -n a -r DEPLOYMENT_ADMIN")
        #expect(
            result.requests[0].bodyText
                == #"{"entityId":"\#(Fixture.deployment)","name":"a","role":"DEPLOYMENT_ADMIN","scope":"DEPLOYMENT"}"#)
    }

    @Test("asks for a missing name and role, one line of the pipe each")
    func prompts() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([])))
        test.expect(.post, Fixture.tokens, .json(Fixture.token(value: "v")))
        test.input = ["from pipe", "1"]
        let result = try await test.run(line)
        #expect(result.requests[1].bodyText.contains(#""name":"from pipe","role":"DEPLOYMENT_ADMIN""#))
        #expect(result.stdout == "v\n")
    }

    @Test("gets no role from an empty answer")
    func standardRole() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page([])))
        test.input = ["a", ""]
        #expect(try await test.run(line).exitCode == .cancelled)
    }

    @Test(
        "exits with 5 if a prompt gets no answer, and creates nothing", arguments: [[], [""], ["a"]])
    func unanswered(input: [String]) async throws {
        var test = Fixture.test()
        if input == ["a"] { test.expect(.get, Fixture.tokens, .json(Fixture.page([]))) }
        test.input = input
        let result = try await test.run(line)
        #expect(result.exitCode == .cancelled)
        #expect(result.stderr.contains("nothing was changed"))
    }

    @Test("names the flag instead of asking with --no-input")
    func noInput() async throws {
        let result = try await Fixture.test().run("\(line) --no-input")
        #expect(result.exitCode == .cancelled)
        #expect(result.stderr.contains("--name"))
    }

    @Test("is a usage error with an expiration outside 1 to 3650", arguments: ["3651", "4000", "-1", "x", "1.5", ""])
    func expiration(days: String) async throws {
        let result = try await Fixture.test().run(
            ShellWords.split(line) + ["-n", "a", "-r", "b", "--expiration=\(days)"])
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("--expiration"))
    }

    @Test("names a refused field")
    func fieldErrors() async throws {
        var test = Fixture.test()
        let body =
            #"{"message": "bad", "requestId": "r", "statusCode": 400, "fieldErrors": [{"code": "c", "field": "role", "message": "unknown role"}]}"#
        test.expect(.post, Fixture.tokens, .json(body, status: 400))
        let result = try await test.run("\(line) -n a -r nope")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("role: unknown role"))
    }
}
