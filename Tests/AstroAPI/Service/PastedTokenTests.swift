@testable import Authentication
import AstroAPI
import KernelTesting
import Testing

@Suite("A pasted token")
struct PastedTokenTests {
    static let token = Tokens.token(permissions: ["organizationId:o"])

    @Test(
        "in ASTRO_API_TOKEN is used without quotes, prefixes and white space",
        arguments: [
            "TOKEN", " TOKEN\n", "\r\nTOKEN\r\n", "\u{FEFF}TOKEN", "\u{FEFF} TOKEN", "\u{A0}TOKEN\t", "\"TOKEN\"",
            "'TOKEN'",
            "Bearer TOKEN", "bearer\t TOKEN", "BEARER TOKEN", "Authorization: Bearer TOKEN",
            "authorization:bearer TOKEN", "ASTRO_API_TOKEN=TOKEN", "ASTRO_API_TOKEN='TOKEN'",
            "\"ASTRO_API_TOKEN=TOKEN\"",
            "ASTRO_API_TOKEN=\"Bearer TOKEN\"", "'Authorization: Bearer TOKEN'", "Bearer 'TOKEN'", " \" TOKEN \" ",
            "ASTRO_API_TOKEN=Authorization: Bearer 'TOKEN'",
        ])
    func wrapped(text: String) async throws {
        var test = CommandTest(.astro, Ask.Asking.self)
        test.variables["ASTRO_API_TOKEN"] = text.replacing("TOKEN", with: Self.token).replacing(
            "ASTRO_API_\(Self.token)", with: "ASTRO_API_TOKEN")
        test.expect(.get, "/v1/o", .json("{}"))
        let result = try await test.run("ask")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests.first?.headers["Authorization"] == "Bearer \(Self.token)")
    }

    @Test(
        "in ASTRO_API_TOKEN that is invalid is exit 3 with the reason, before any request",
        arguments: [
            (" ", "it is empty"), ("\u{FEFF}", "it is empty"), ("\"\"", "it is empty"), ("Bearer", "it is empty"),
            ("ASTRO_API_TOKEN=", "it is empty"), ("Bearer ", "it is empty"), ("\"TOKEN", "it has '\"' in it"),
            ("TOKEN'", "it has '\u{27}' in it"), ("''TOKEN''", "it has '\u{27}' in it"),
            ("'\"TOKEN\"'", "it has '\"' in it"), ("TOKEN,", "it has ',' in it"), ("TOKEN;", "it has ';' in it"),
            ("TOKEN\nTOKEN", "it has more than one line"), ("TOKEN\rX: y", "it has more than one line"),
            ("TOKEN TOKEN", "it contains whitespace"), ("TO KEN", "it contains whitespace"),
            ("export ASTRO_API_TOKEN=TOKEN", "it contains whitespace"), ("X=TOKEN", "it does not start"),
            ("Authorization: TOKEN", "it has ':' in it"), ("Basic TOKEN", "it contains whitespace"),
            ("Bearer Bearer TOKEN", "it contains whitespace"),
            ("bearerTOKEN", "it does not start like an API token"),
            ("TOKEN\u{7}", "it has the character U+0007 in it"), ("TOKEN\u{1B}[0m", "the character U+001B"),
            ("TOKEN\u{200B}", "the character U+200B"), ("\u{201C}TOKEN\u{201D}", "the character U+201C"),
            ("TOKEN\u{FFFD}", "the character U+FFFD"), ("TOKEN\u{301}", "the character U+0301"),
            ("a.b", "it has 2 of the 3 parts"), ("nonsense", "it has 1 of the 3 parts"), ("a..c", "it does not start"),
            ("eyJ.b.c", "its parts cannot be decoded"), ("$TOKEN", "it has '$' in it"),
            ("${{ secrets.TOKEN }}", "it has '$' in it"),
        ])
    func malformed(text: String, reason: String) async throws {
        var test = CommandTest(.astro, Ask.Asking.self)
        test.variables["ASTRO_API_TOKEN"] = text.replacing("TOKEN", with: Self.token).replacing(
            "ASTRO_API_\(Self.token)", with: "ASTRO_API_TOKEN")
        let result = try await test.run("ask --organization corganization000000000000")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.hasPrefix("error: ASTRO_API_TOKEN is malformed: it"))
        #expect(result.stderr.contains(reason), "\(result.stderr)")
        #expect(result.stderr.contains("nothing was sent"))
        #expect(!result.stderr.contains(Self.token))
        #expect(result.requests.isEmpty)
    }

    @Test("in the config is cleaned in the same way, and exit 3 before any request if it is invalid")
    func stored() async throws {
        var test = CommandTest(.astro, Ask.Asking.self)
        test.files["/home/test/.astro/config.yaml"] = "contexts:\n  astronomer_io:\n    token: 'Bearer \"opaque\"'\n"
        test.expect(.get, "/v1/corganization000000000000", .json("{}"))
        let result = try await test.run("ask --organization corganization000000000000")
        #expect(result.requests.first?.headers["Authorization"] == "Bearer opaque")
        test.exchanges = []
        test.files["/home/test/.astro/config.yaml"] = "contexts:\n  astronomer_io:\n    token: \"s3cret two\"\n"
        let refused = try await test.run("ask --organization corganization000000000000")
        #expect(refused.exitCode == .unauthorized)
        #expect(refused.stderr.contains("hint: set ASTRO_API_TOKEN, which needs no login"))
        #expect(!refused.stderr.contains("s3cret"))
    }
}
