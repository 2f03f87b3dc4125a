import Foundation
import Testing

@Suite("A recipe with a service that refuses the value", .enabled { try await Runner.isPossible() })
struct RefusingServiceTests {
    enum Service: CaseIterable { case gitHub, gitLab, vault }

    let runner: Runner

    init() async throws { runner = try await Runner() }

    /// Runs the page's lines for a service: the rotation, or the delivery of what it left.
    private func run(_ service: Service, recovers: Bool) async throws -> BuiltProgram.Outcome {
        switch service {
        case .gitHub:
            let job = try await runner.page.workflow("Rotate the Astro token").job
            guard recovers else { return try #require(try await runner.gitHub(job).first) }
            let line = try #require(try runner.page.blocks("sh", in: "GitHub Actions").first)
            return try await runner.gitHub(line, env: job.env ?? [:])
        case .gitLab:
            let script = try await runner.page.gitLabJob().script
            return try await runner.gitLab(recovers ? script.map(Self.recovery) : script)
        case .vault:
            let line = try #require(try runner.page.blocks("sh", in: "Vault").first)
            return try await runner.plain(recovers ? Self.recovery(line) : line)
        }
    }

    /// The line that delivers a rotation's leftover to the same destination.
    private static func recovery(_ line: String) -> String {
        guard let destination = line.range(of: "--to-command") else { return line }
        return "astro deployment token recover \(line[destination.lowerBound...])"
    }

    private static func name(_ service: Service) -> String {
        switch service {
        case .gitHub: "gh ASTRO_DEPLOY_TOKEN"
        case .gitLab: "gitlab ASTRO_DEPLOY_TOKEN"
        case .vault: "vault token"
        }
    }

    @Test("exits with 8 without an outage, and 'recover' delivers the value later", arguments: Service.allCases)
    func refused(service: Service) async throws {
        let old = try await runner.knownValue()
        try runner.standIns.refuse(true)
        let refused = try await run(service, recovers: false)
        #expect(refused.exitCode == 8, "\(refused.stderr)")
        #expect(try await runner.working(of: [old]) == [old])
        #expect(runner.standIns.delivered(Self.name(service)) == nil)
        #expect(try await run(service, recovers: false).exitCode == 8)
        #expect(try await run(service, recovers: true).exitCode == 8)
        #expect(try runner.undelivered().count == 1)
        let kept = try value(in: try #require(try runner.undelivered().first))

        try runner.standIns.refuse(false)
        let delivered = try await run(service, recovers: true)
        #expect(delivered.exitCode == 0, "\(delivered.stderr)")
        #expect(runner.standIns.delivered(Self.name(service)) == kept)
        #expect(try runner.undelivered() == [])
        #expect(try await runner.working(of: [old, kept]) == [old, kept])
        #expect(try runner.leaks(of: kept, in: [refused, delivered]) == [])

        try runner.letTimePass()
        #expect(try await runner.plain("astro deployment token overlap finish").exitCode == 0)
        #expect(try await runner.working(of: [old, kept]) == [kept])
    }

    private func value(in record: String) throws -> String {
        let file = runner.state.appending(path: "recovery/\(record)")
        // The latest record has the most information.
        let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
        let content = try object(String(try #require(lines.last)))
        return try #require(content["secret"] as? String)
    }
}
