import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("astro deployment token check")
struct CheckTokensTests {
    /// A test on 2026-03-01 that lists one token with these dates.
    func test(_ members: String) -> CommandTest {
        var test = Fixture.test()
        let token = Fixture.token().replacing("\"shortToken\"", with: "\(members)\"shortToken\"")
        test.expect(.get, Fixture.tokens, .json(Fixture.page([token])))
        return test
    }

    let line = "deployment token check --deployment \(Fixture.deployment) --fields reasons --no-header"

    @Test(
        "names tokens that need attention, with exit 4, and none with exit 0",
        arguments: [
            ("", "", nil), ("", "--older-than 30d", "older than 30d"), ("", "--older-than 60d", nil),
            ("", "--unused-for 30d", "never used"),
            (#""lastUsedAt": "2026-02-28T00:00:00Z", "#, "--unused-for 30d", nil),
            (#""lastUsedAt": "2026-01-20T00:00:00Z", "#, "--unused-for 30d", "unused for 30d"),
            (#""lastRotatedAt": "2026-02-28T00:00:00Z", "#, "--older-than 30d", nil),
            (#""endAt": "2026-03-10T00:00:00Z", "#, "", "expires within 2w"),
            (#""endAt": "2026-03-10T00:00:00Z", "#, "--expires-within 7d", nil),
            (#""endAt": "2026-02-01T00:00:00Z", "#, "--expires-within 7d", "expired"),
            (#""endAt": "2026-02-01T00:00:00Z", "#, "--older-than 30d --expires-within 1d", "expired, older than 30d"),
        ] as [(String, String, String?)])
    func rules(members: String, flags: String, reason: String?) async throws {
        let result = try await test(members).run("\(line) \(flags)")
        #expect(result.exitCode == (reason == nil ? .success : .notFound))
        #expect(result.stdout == (reason.map { "\($0)\n" } ?? ""))
    }

    @Test("suggests the command for a token that it found, preferably one of the place itself")
    func remedy() async throws {
        let end = #""endAt": "2026-02-01T00:00:00Z", "shortToken""#
        let guest = Fixture.token("cguest", scope: "WORKSPACE", roles: [Fixture.member, Fixture.admin])
            .replacing("\"shortToken\"", with: end)
        let own = Fixture.token().replacing("\"shortToken\"", with: end)
        for (tokens, command) in [
            ([guest, own], "deployment token rotate \(Fixture.id) --deployment \(Fixture.deployment)"),
            ([guest], "workspace token rotate cguest --workspace \(Fixture.workspace)"),
        ] {
            var test = Fixture.test()
            test.expect(.get, Fixture.tokens, .json(Fixture.page(tokens)))
            let result = try await test.run("deployment token check --deployment \(Fixture.deployment)")
            #expect(result.stderr.contains(command), "\(result.stderr)")
        }
    }

    @Test(
        "refuses an invalid rule",
        arguments: ["--older-than 5", "--older-than x", "--older-than -1d", "--older-than 1x"])
    func usage(flags: String) async throws {
        #expect(try await Fixture.test().run("\(line) \(flags)").exitCode == .usage)
    }
}
