import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment token create")
struct CreateTokenTests {
    let line = "deployment token create --deployment-id \(Fixture.deployment)"

    func answering() -> CommandTest {
        var test = Fixture.test()
        test.expect(.post, Fixture.tokens, .json(Fixture.token(value: "v")))
        return test
    }

    @Test("sends what was asked, once, and prints exactly the value")
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

    @Test("leaves out what was not asked for")
    func least() async throws {
        let result = try await answering().run("\(line) -n a -r DEPLOYMENT_ADMIN")
        #expect(
            result.requests[0].bodyText
                == #"{"entityId":"\#(Fixture.deployment)","name":"a","role":"DEPLOYMENT_ADMIN","scope":"DEPLOYMENT"}"#)
    }

    @Test("asks for a missing name and role, one line of the pipe each")
    func prompts() async throws {
        var test = answering()
        test.input = ["from pipe", "custom"]
        let result = try await test.run(line)
        #expect(result.requests[0].bodyText.contains(#""name":"from pipe","role":"custom""#))
        #expect(result.stdout == "v\n")
    }

    @Test("takes the standard role for an empty answer on a terminal")
    func standardRole() async throws {
        var test = answering()
        test.terminal = 80
        test.input = ["a", ""]
        #expect(try await test.run(line).requests[0].bodyText.contains("DEPLOYMENT_ADMIN"))
    }

    @Test(
        "better: a missing value that nobody answers is exit 5, and nothing is created", arguments: [[], [""], ["a"]])
    func unanswered(input: [String]) async throws {
        var test = Fixture.test()
        test.input = input
        let result = try await test.run(line)
        #expect(result.exitCode == .cancelled)
        #expect(result.stderr.contains("nothing was changed"))
    }

    @Test("--no-input names the flag instead of asking")
    func noInput() async throws {
        let result = try await Fixture.test().run("\(line) --no-input")
        #expect(result.exitCode == .cancelled)
        #expect(result.stderr.contains("--name"))
    }

    @Test("an expiration outside 1 to 3650 is a usage error", arguments: ["0", "4000", "-1", "x", "1.5", ""])
    func expiration(days: String) async throws {
        let result = try await Fixture.test().run(
            ShellWords.split(line) + ["-n", "a", "-r", "b", "--expiration=\(days)"])
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("--expiration"))
    }

    @Test("a refused field is named")
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
