import Foundation
import AstroAPI
import Kernel
import KernelTesting
import Testing

@testable import Version

@Suite("astro version")
struct ShowVersionTests {
    /// A test whose program has version 0.0.0 and an address for releases.
    var test: CommandTest {
        var test = CommandTest(.astro, VersionPlugin.self)
        test.variables["ASTRO_VERSION_URL"] = "https://releases.example.test/latest"
        return test
    }

    @Test("needs no request")
    func quiet() async throws {
        let result = try await test.run("version")
        #expect(result.stdout == "astro 0.0.0\n")
        #expect(result.stderr == "")
        #expect(
            try await test.run("version -o jsonl").stdout.hasPrefix(#"{"program":"astro","version":"0.0.0","system":"#))
    }

    @Test(
        "says with --check whether there is a newer version, and sends no credential",
        arguments: [
            (#"{"version": "0.1.0"}"#, "There is a newer version: 0.1.0.\n"),
            (#"{"tag_name": "v0.0.0"}"#, "There is no newer version.\n"),
        ])
    func check(answer: String, words: String) async throws {
        var test = test
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
        test.expect(.get, "/latest", .json(answer))
        let result = try await test.run("version --check")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "astro 0.0.0\n")
        #expect(result.stderr == words)
        #expect(result.requests[0].headers["Authorization"] == nil)
    }

    @Test("fails with --check without an address or a usable answer, with what to type")
    func errors() async throws {
        let missing = try await CommandTest(.astro, VersionPlugin.self).run("version --check")
        #expect(missing.exitCode == .notFound)
        #expect(missing.stderr.contains("this build does not know where its releases are"))
        #expect(!missing.stderr.contains("hint:"), "this program has no settings to type")
        for answer in ["<html>", #"{"version": "latest"}"#] {
            var rubbish = test
            rubbish.expect(.get, "/latest", .json(answer))
            #expect(try await rubbish.run("version --check").exitCode == .failure)
        }
    }

    @Test("uses the program's own release page for --check")
    func builtIn() async throws {
        var test = CommandTest(.astro, VersionPlugin.self)
        test.program = Program(
            .astro, version: "1.0.0", releases: "https://releases.example.test/all",
            plugins: [VersionPlugin.self])
        test.expect(.get, "/all/latest/download/version.json", .json(#"{"version": "1.1.0"}"#))
        let result = try await test.run("version --check")
        #expect(result.stderr == "There is a newer version: 1.1.0.\n")
        #expect(result.requests.map(\.url.host) == ["releases.example.test"])
        test.exchanges = []
        #expect(try await test.run("version").stdout == "astro 1.0.0\n")
    }
}
