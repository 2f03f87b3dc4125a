import Foundation
import Testing

/// The source that determines the place of a command, for both kinds of credential.
@Suite("The Organization in effect, by the built program")
struct WhereWeWorkTests {
    private let sandbox: ServedSandbox
    let client: BuiltProgram

    private static let acme = "corganization00000000acme"
    private static let other = "corganization0000000other"
    private static let third = "corganization0000000third"

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    /// Writes a config file whose context names an Organization.
    private func configure(_ organization: String, token: String? = nil, in folder: URL) throws {
        let file = folder.appending(path: ".astro/config.yaml")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let login = token.map { "\n    token: Bearer \($0)" } ?? ""
        try """
        context: localhost
        contexts:
          localhost:
            domain: localhost
            organization: \(organization)\(login)

        """.write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path())
    }

    /// The Organization in the address of the only request.
    private func organization(_ line: String, extra: [String: String] = [:]) async throws -> (String, stderr: String) {
        let outcome = try await client.shell(
            "astro organization token list --verbosity debug \(line)", extra: extra)
        let asked = outcome.stderr.split(separator: "\n").last { $0.hasPrefix("GET ") } ?? ""
        return (asked.split(separator: "/").first { $0.hasPrefix("corg") }.map(String.init) ?? "", outcome.stderr)
    }

    @Test("with ASTRO_API_TOKEN is the flag's, the variable's, the token's own, and only then the config's")
    func token() async throws {
        try configure(Self.other, in: client.home)
        #expect(try await organization("").0 == Self.acme)
        #expect(try await organization("", extra: ["ASTRO_ORGANIZATION_ID": Self.third]).0 == Self.third)
        for option in ["--organization", "--organization-id"] {
            let flag = try await organization(
                "\(option) \(Self.other)", extra: ["ASTRO_ORGANIZATION_ID": Self.third])
            #expect(flag.0 == Self.other)
        }
    }

    @Test("is reported with --verbosity info if the config and the token name different ones")
    func notice() async throws {
        try configure(Self.other, in: client.home)
        let words =
            "Working in the Organization \(Self.acme), which ASTRO_API_TOKEN is for; the config names \(Self.other)."
        #expect(try await client.shell("astro organization token list --verbosity info").stderr.contains(words))
        #expect(try await client.shell("astro organization token list").stderr == "")
    }

    @Test("with a stored login is the flag's, the variable's, the project's, and only then the home config's")
    func login() async throws {
        let noToken = ["ASTRO_API_TOKEN": ""]
        try configure(Self.other, token: sandbox.credential, in: client.home)
        #expect(try await organization("", extra: noToken).0 == Self.other)
        let project = client.home.appending(path: "project")
        try configure(Self.third, in: project)
        let asked = try await client.shell(
            "cd '\(project.path())' && astro organization token list --verbosity debug", extra: noToken)
        #expect(asked.stderr.contains("/organizations/\(Self.third)/tokens"), "\(asked.stderr)")
        var variable = noToken
        variable["ASTRO_ORGANIZATION_ID"] = Self.acme
        #expect(try await organization("", extra: variable).0 == Self.acme)
        #expect(try await organization("--organization \(Self.third)", extra: variable).0 == Self.third)
    }
}
