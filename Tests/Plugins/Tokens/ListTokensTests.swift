import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment token list")
struct ListTokensTests {
    let line = "deployment token list --deployment \(Fixture.deployment)"

    func answering(_ tokens: [String]) -> CommandTest {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page(tokens)))
        return test
    }

    @Test("shows the family's columns, aligned, and uncut in a pipe")
    func table() async throws {
        let wide = Fixture.token(
            "cb", name: "デプロイ", roles: [Fixture.member], description: String(repeating: "x", count: 60))
        let result = try await answering([Fixture.token("ca"), wide]).run(line)
        let lines = result.stdout.split(separator: "\n")
        #expect(
            lines[0].split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
                == "ID NAME DESCRIPTION SCOPE DEPLOYMENT ROLE CREATED CREATED BY")
        #expect(lines[1].hasPrefix("ca  CI deploy  for CI"))
        #expect(lines[2].hasPrefix("cb  デプロイ   xxxx"))
        #expect(result.stderr == "")
    }

    @Test("shows expiry, last use and last rotation in a wide table")
    func wide() async throws {
        let result = try await answering([Fixture.token("ca")]).run("\(line) -o wide")
        let heading = try #require(result.stdout.split(separator: "\n").first)
        #expect(heading.hasSuffix("CREATED BY  EXPIRES  LAST USED  LAST ROTATED"))
    }

    @Test("prints the heading of an empty list, and says on stderr that there are no tokens")
    func empty() async throws {
        let result = try await answering([]).run(line)
        #expect(result.exitCode == .success)
        #expect(result.stdout.hasPrefix("ID  NAME"))
        #expect(result.stderr.contains("has no tokens"))
    }

    @Test("writes JSON with the API's names and the count")
    func json() async throws {
        let result = try await answering([Fixture.token("ca")]).run(
            "\(line) -o json --fields name,createdAt,deploymentRole")
        #expect(
            result.stdout == """
                {
                  "tokens": [
                    {
                      "name": "CI deploy",
                      "createdAt": "2026-01-05T10:00:00Z",
                      "deploymentRole": "DEPLOYMENT_ADMIN"
                    }
                  ],
                  "totalCount": 1
                }

                """)
    }

    @Test("requests pages of 1,000, later ones once the total is known")
    func pages() async throws {
        var test = Fixture.test()
        for offset in [0, 1000, 2000] {
            let tokens = (offset..<min(offset + 1000, 2001)).map { Fixture.token("c\($0)") }.joined(separator: ",")
            let body = #"{"limit": 1000, "offset": \#(offset), "totalCount": 2001, "tokens": [\#(tokens)]}"#
            test.expect(
                .get,
                "\(Fixture.tokens)?deploymentId=\(Fixture.deployment)&sorts=createdAt%3Aasc&limit=1000&offset=\(offset)",
                .json(body))
        }
        let result = try await test.run("\(line) -o csv --fields id --no-header")
        #expect(result.stdout == (0...2000).map { "c\($0)\r\n" }.joined())
    }

    @Test("ends quietly if its reader is gone")
    func closedPipe() async throws {
        var test = answering([Fixture.token()])
        test.stdoutFailure = .closed
        let result = try await test.run(line)
        #expect(result.exitCode == .success)
        #expect(result.stderr == "")
    }

    @Test("fails on a full disk")
    func fullDisk() async throws {
        var test = answering([Fixture.token()])
        test.stdoutFailure = .system("No space left on device")
        let result = try await test.run(line)
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("No space left on device"))
    }

    @Test(
        "has an exit code for each refusal",
        arguments: zip(
            [400, 401, 403, 404, 500], [ExitCode.failure, .unauthorized, .unauthorized, .notFound, .failure]))
    func refusals(status: Int, code: ExitCode) async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, Fixture.refusal(status, "because"))
        let result = try await test.run(line)
        #expect(result.exitCode == code)
        #expect(result.stderr.contains("because"))
        #expect(result.stderr.contains("req-1"))
    }

    @Test("never shows a failing server's HTML")
    func html() async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json("<html>\u{1B}[31m</html>", status: 500))
        let result = try await test.run(line)
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("status 500"))
        #expect(!result.stderr.contains("html"))
    }

    @Test("fails if a success is not a listing", arguments: ["", "{}", #"{"tokens": [{}]}"#, "nonsense"])
    func unreadable(body: String) async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(body))
        let result = try await test.run(line)
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("cannot be read"))
    }
}
