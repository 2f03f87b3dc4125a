import AstroAPI
import Kernel
import KernelTesting
import Testing

@testable import Fleet

@Suite("astro token create, update, delete and overlap")
struct ChangeTests {
    @Test(
        "create never guesses the scope",
        arguments: [
            "", "--scope deployment", "--scope workspace", "--deployment a --workspace b",
            "--scope organization --deployment a", "--scope workspace --deployment a",
        ])
    func refused(flags: String) async throws {
        let result = try await Fixture.test().run("token create --name x --role DEPLOYMENT_ADMIN \(flags)")
        #expect(result.exitCode == .usage)
        #expect(result.requests.isEmpty)
    }

    @Test(
        "create makes a token in the named place",
        arguments: [
            ("--deployment Staging --role DEPLOYMENT_ADMIN", "DEPLOYMENT"),
            ("--scope DEPLOYMENT --deployment Staging --role DEPLOYMENT_ADMIN", "DEPLOYMENT"),
            ("--workspace Analytics --role WORKSPACE_MEMBER", "WORKSPACE"),
            ("--scope organization --role ORGANIZATION_MEMBER", "ORGANIZATION"),
        ])
    func created(flags: String, scope: String) async throws {
        var test = Fixture.sandbox()
        test.allowsWriting = true
        let result = try await test.run("token create --name New \(flags) -o jsonl --fields name,scope")
        #expect(result.stdout == "{\"name\":\"New\",\"scope\":\"\(scope)\"}\n")
    }

    @Test("update and delete find a token by its name, in any place")
    func changes() async throws {
        var test = Fixture.sandbox()
        test.allowsWriting = true
        let updated = try await test.run(
            "token update 'Dashboard reader' --new-name Reader -o jsonl --fields name,placeName")
        #expect(updated.stdout == "{\"name\":\"Reader\",\"placeName\":\"Analytics\"}\n")
        test.files = updated.files
        let deleted = try await test.run("token delete Reader --yes")
        #expect(deleted.exitCode == .success)
        test.files = deleted.files
        #expect(try await test.run("token delete Reader --yes").exitCode == .notFound)
    }

    @Test("overlaps of every scope are listed, and ended by name")
    func overlaps() async throws {
        var test = Fixture.sandbox()
        test.allowsWriting = true
        for name in ["Staging CI", "Dashboard reader"] {
            test.files = try await test.run("token rotate '\(name)' --overlap 7d --yes -c").files
        }
        let listed = try await test.run("token overlap list --fields name --no-header")
        #expect(listed.stdout.split(separator: "\n").sorted() == ["Dashboard reader", "Staging CI"])
        test.files = try await test.run("token overlap cancel 'Dashboard reader' --yes").files
        let left = try await test.run("token overlap ls --fields name --no-header")
        #expect(left.stdout == "Staging CI\n")
    }

    @Test(
        "TAB offers tokens of every scope, by ID if several have the same name",
        arguments: ["rotate", "inspect", "delete"])
    func completion(verb: String) async throws {
        var test = Fixture.test()
        test.expect(.get, Fixture.tokens, .json(Fixture.page("tokens", RotateTokensTests.tokens)))
        #expect(
            try await test.completions(of: "token \(verb) ").map(\.value)
                == ["CI deploy", "Bot", "ctok000000000000000000003", "ctok000000000000000000004"])
    }
}
