import AstroAPI
import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Fleet

@Suite("astro token rotate")
struct RotateTokensTests {
    static let second = "ctok000000000000000000002"

    static let tokens = [
        Fixture.token(), Fixture.token(second, name: "Bot", scope: "WORKSPACE", home: Fixture.workspace),
        Fixture.token("ctok000000000000000000003", name: "Same"),
        Fixture.token("ctok000000000000000000004", name: "Same"),
    ]

    /// A test in which tokens are rotated to the value `new-` and their ID.
    static func rotating(_ ids: [String], among tokens: [String] = tokens) -> CommandTest {
        var test = Fixture.listing(tokens)
        for id in ids {
            let token = tokens.first { $0.contains(#""id": "\#(id)""#) } ?? Fixture.token(id)
            let value = token.replacing("\"shortToken\"", with: "\"token\": \"new-\(id.suffix(1))\", \"shortToken\"")
            test.expect(.post, "\(Fixture.tokens)/\(id)/rotate", .json(value))
        }
        return test
    }

    @Test("by ID or name needs no place", arguments: [Fixture.id, "'CI deploy'", "--name 'CI deploy'"])
    func one(word: String) async throws {
        let result = try await Self.rotating([Fixture.id]).run("token rotate \(word) --yes --clean-output")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "new-1\n")
    }

    @Test("asks about one token, and changes nothing after a no")
    func asks() async throws {
        var test = Fixture.listing(Self.tokens)
        test.input = ["n"]
        let result = try await test.run("token rotate Bot")
        #expect(result.exitCode == .cancelled)
        #expect(result.stderr.contains("the current value of the token 'Bot' (\(Self.second)) stops working at once"))
    }

    @Test("names every token if several have the name, and rotates none")
    func namesakes() async throws {
        let result = try await Fixture.listing(Self.tokens).run("token rotate Same --yes")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("ctok000000000000000000003, ctok000000000000000000004; nothing was changed"))
    }

    @Test("refuses a word that is the ID of one token and the name of another")
    func ambiguous() async throws {
        let tokens = [Fixture.token(), Fixture.token(Self.second, name: Fixture.id)]
        let result = try await Fixture.listing(tokens).run("token rotate \(Fixture.id) --yes")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("is the ID of 'CI deploy'"))
        let named = try await Self.rotating([Self.second], among: tokens).run(
            "token rotate --name \(Fixture.id) --yes -c")
        #expect(named.stdout == "new-2\n")
    }

    @Test("does not take a misspelled name for another")
    func unknown() async throws {
        let result = try await Fixture.listing(Self.tokens).run("token rotate 'CI deplo' --yes")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("did you mean 'CI deploy'?"))
    }

    @Test("lets a person choose several if each value has its own destination, and otherwise one")
    func chosen() async throws {
        var test = Self.rotating([Fixture.id, Self.second])
        test.terminal = 100
        test.input = ["1-2", "y"]
        let result = try await test.run("token rotate -o jsonl --fields id,token")
        #expect(result.stderr.contains("Tokens to rotate [1-4, such as 1,3 or 1-4, or all]: "), "\(result.stderr)")
        #expect(result.stderr.contains("Rotate 2 tokens? [y/N] "))
        #expect(result.stdout.contains("new-1") && result.stdout.contains("new-2"))
        var one = Fixture.listing(Self.tokens)
        one.terminal = 100
        one.input = ["1-2"]
        let refused = try await one.run("token rotate")
        #expect(refused.exitCode == .cancelled)
        #expect(refused.stderr.contains("Token to rotate [1-4]: "))
    }

    @Test("writes a line of JSON for each of several")
    func several() async throws {
        let result = try await Self.rotating([Fixture.id, Self.second]).run(
            "token rotate 'CI deploy' \(Self.second) Bot --yes -o jsonl --fields id,token")
        #expect(
            result.stdout.split(separator: "\n").sorted() == [
                #"{"id":"\#(Fixture.id)","token":"new-1"}"#, #"{"id":"\#(Self.second)","token":"new-2"}"#,
            ])
    }

    @Test("delivers each value to its own destination")
    func destinations() async throws {
        var test = Self.rotating([Fixture.id, Self.second])
        test.allowsWriting = true
        let result = try await test.run(
            "token rotate --workspace Analytics --match '*o*' --limit 2 --yes --to-file '{workspace.name}-{token.id}'")
        #expect(result.exitCode == .success)
        #expect(result.files["/work/Analytics-\(Fixture.id)"] == "new-1")
        #expect(result.files["/work/Analytics-\(Self.second)"] == "new-2")
        #expect(result.stdout == "")
    }

    @Test(
        "requests nothing if several values would have the same destination",
        arguments: [
            "a b --yes", "--older-than 1d --yes", "--match '*' --yes --to-file out", "a b --yes -o json",
            "--match '*' --to-file '{token.name}'", "--match '*' --to-file '{token.id}' --to-env-file .env",
            "--match '*' --to-command 'tee {token.nmae}'", "a --to-command 'sh -c \"x {token.id}\"'",
            "a --match b", "--name a --scope workspace", "",
        ])
    func refused(flags: String) async throws {
        let result = try await Fixture.test().run("token rotate \(flags)")
        #expect(result.exitCode == .usage)
        #expect(result.requests.isEmpty)
    }

    @Test(
        "changes nothing if one name cannot be part of a path",
        arguments: ["../../etc", "-rf", "", "a/b"])
    func hostileNames(name: String) async throws {
        let tokens = [Fixture.token(), Fixture.token(Self.second, name: name)]
        let result = try await Fixture.listing(tokens).run(
            "token rotate --scope deployment --yes --to-file 'out-{token.id}/{token.name}'")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains(Self.second))
        #expect(result.requests.allSatisfy { $0.method == .get })
    }

    @Test("asks about a selection with its count, and accepts only a yes", arguments: ["n", ""])
    func count(answer: String) async throws {
        var test = Fixture.listing(Self.tokens)
        test.input = [answer]
        let result = try await test.run("token rotate --match 'same' -o jsonl")
        #expect(result.exitCode == .cancelled)
        #expect(result.stderr.contains("Rotate 2 tokens?"))
        #expect(result.stderr.contains("'Same' (ctok000000000000000000003) of Production"))
    }

    @Test("never selects the credential in use")
    func own() async throws {
        var test = Self.rotating([Self.second])
        test.variables["ASTRO_API_TOKEN"] = Self.credential(Fixture.id)
        let result = try await test.run("token rotate --match '*o*' --limit 1 --yes -o jsonl --fields id")
        #expect(result.stdout == "{\"id\":\"\(Self.second)\"}\n")
        #expect(result.stderr.contains("Left out 'CI deploy' (\(Fixture.id)): it is the credential in use."))
    }

    @Test("refuses to rotate the credential in use together with others")
    func ownAmongOthers() async throws {
        var test = Fixture.listing(Self.tokens)
        test.variables["ASTRO_API_TOKEN"] = Self.credential(Fixture.id)
        let result = try await test.run("token rotate Bot 'CI deploy' --yes -o jsonl")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("is the credential in use"))
    }

    @Test("reports each failure of several, and exits with 7")
    func partial() async throws {
        var test = Self.rotating([Fixture.id])
        test.expect(.post, "\(Fixture.tokens)/\(Self.second)/rotate", .json(#"{"message": "not you"}"#, status: 403))
        let result = try await test.run("token rotate 'CI deploy' Bot --yes -o jsonl --fields id")
        #expect(result.exitCode == .partial)
        #expect(result.stderr.contains("'Bot'"))
        #expect(result.stderr.contains("not you"))
        #expect(result.stdout == "{\"id\":\"\(Fixture.id)\"}\n")
    }

    @Test("has nothing to do for an empty selection")
    func nothing() async throws {
        let result = try await Fixture.listing(Self.tokens).run("token rotate --expired --yes -o jsonl")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("No token is selected"))
    }

    @Test("never selects a token that is being replaced")
    func replacing() async throws {
        var sandbox = Fixture.sandbox()
        sandbox.allowsWriting = true
        let first = try await sandbox.run("token rotate 'Staging CI' --overlap 7d --yes -c")
        sandbox.files = first.files
        let second = try await sandbox.run(
            "token rotate --deployment Staging --yes -o jsonl --fields id")
        #expect(second.stdout == "")
        #expect(second.stderr.contains("being replaced"))
    }

    /// A credential with a token's ID in its claims.
    static func credential(_ id: String) -> String {
        let claims = #"{"permissions":["apiTokenId:\#(id)"],"apiTokenId":"\#(id)"}"#
        return "eyJhbGciOiJSUzI1NiJ9.\(Base64URL.encode(Data(claims.utf8))).c2ln"
    }
}
