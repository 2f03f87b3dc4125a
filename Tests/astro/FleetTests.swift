import Foundation
import Testing

/// `astro token` over real HTTP, by the built program.
@Suite("The tokens of a whole Organization, by the built program")
struct FleetTests {
    let client: BuiltProgram
    private let sandbox: ServedSandbox

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    private func rows(_ line: String) async throws -> [String] {
        try await client.stdout(of: "\(line) --no-header").split(separator: "\n").map(String.init)
    }

    @Test("list names places, and check exits with 4 for what it finds")
    func lists() async throws {
        #expect(try await rows("token list --workspace Payments --fields name,placeName") == ["Ledger export  Ledger"])
        #expect(
            try await rows("token ls --scope organization --sort name --fields name") == ["Sandbox owner", "Terraform"])
        #expect(try await client.shell("astro token check --expired").exitCode == 4)
        #expect(try await client.shell("astro token check --expired --deployment Staging").exitCode == 0)
        let token = try object(try await client.stdout(of: "token inspect Terraform -o json"))
        let roles = try #require(token["roles"] as? [[String: Any]])
        #expect(Set(roles.compactMap { $0["entityName"] as? String }) == ["Acme", "Analytics", "Production"])
    }

    @Test("rotate gives each selected token a value of its own that works, and touches no other")
    func rotates() async throws {
        let line = "astro token rotate --workspace Analytics --scope deployment --yes --to-file 'out-{token.id}'"
        let outcome = try await client.shell(line)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let files = try FileManager.default.contentsOfDirectory(atPath: client.home.path()).filter {
            $0.hasPrefix("out-")
        }
        let rotated = try await client.stdout(of: "token list -o jsonl").split(separator: "\n").map {
            try object(String($0))
        }
        .filter { $0["lastRotatedAt"] is String }
        #expect(files.count == 7)
        #expect(Set(files) == Set(rotated.compactMap { $0["id"] as? String }.map { "out-\($0)" }))
        let value = try String(
            contentsOf: client.home.appending(path: "out-ctoken0000000000stagingci"), encoding: .utf8)
        let status = try await client.run(
            ["deployment", "token", "list", "--deployment", "Staging"], extra: ["ASTRO_API_TOKEN": value])
        #expect(status.exitCode == 0)
    }
}
