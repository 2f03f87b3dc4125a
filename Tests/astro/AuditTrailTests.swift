import Foundation
import Kernel
import Support
import Testing

/// The built program's audit log of changes, over real HTTP.
@Suite("The audit trail of the built program")
struct AuditTrailTests {
    let family = "deployment token"
    let place = "--deployment \(ServedSandbox.production)"

    /// Returns the rows of `astro audit`, each with the given fields.
    func changes(_ program: BuiltProgram, _ fields: String) async throws -> [String] {
        let table = try await program.run(ShellWords.split("audit -o csv --no-header --fields \(fields)")).stdout
        return table.split(separator: "\r\n").map(String.init)
    }

    /// Kills a program between its request for a rotation and the answer.
    func killRotation(by client: BuiltProgram, _ server: FaultyServer, isDone: Bool) async throws {
        server.stall(atRequest: 2, isDone: isDone)
        let process = try client.program(
            ShellWords.split("\(family) rotate \(ServedSandbox.token) \(place) --yes --timeout 600")
        ).start()
        #expect(try await server.waitForStall())
        process.send(SIGKILL)
        _ = try await process.exitCode()
    }

    @Test("shows a change as unknown if the program was killed before the server answered", arguments: [false, true])
    func killed(isDone: Bool) async throws {
        let server = try FaultyServer([])
        let client = try server.client()
        try await killRotation(by: client, server, isDone: isDone)
        let killed = try await changes(client, "action,subject,name,outcome")
        #expect(killed == ["rotate,\(ServedSandbox.token),CI deploy,unknown"])
        server.goOn()
        #expect(
            try await client.run(ShellWords.split("\(family) rotate \(ServedSandbox.token) \(place) -f")).exitCode == 0)
        let repeated = try await changes(client, "action,outcome")
        #expect(repeated == ["rotate,unknown", "rotate,done"])
    }

    @Test("shows a change whose intent follows a line that a crash cut off")
    func afterTornLine() async throws {
        let server = try FaultyServer([])
        let client = try server.client()
        _ = try await client.shell("mkdir -m 700 .astro; printf '%s' '{\"time\":\"2026-03-01T00' > .astro/audit.jsonl")
        try await killRotation(by: client, server, isDone: true)
        #expect(try await changes(client, "action,outcome") == ["rotate,unknown"])
    }

    @Test("takes back a line that the disk has no room for, and sends nothing")
    func noRoom() async throws {
        let sandbox = try await ServedSandbox()
        let client = try sandbox.client()
        let outcome = try await client.shell(
            """
            mkdir -m 700 .astro; printf '%1000s\n' > .astro/audit.jsonl; ulimit -f 1
            astro api DELETE organizations/{organizationId}/tokens/\(ServedSandbox.token)
            """)
        #expect(outcome.exitCode == 1 && outcome.stderr.contains("nothing was changed"), "\(outcome.stderr)")
        #expect(try Data(contentsOf: client.home.appending(path: ".astro/audit.jsonl")).count == 1001)
    }

    @Test("has a line for each change of an overlap: the token, its roles, the old one's deletion, the description")
    func overlap() async throws {
        let sandbox = try await ServedSandbox()
        let client = try sandbox.client()
        let workspace = "--workspace cworkspace000000analytics"
        let made = try await client.run(
            ShellWords.split("workspace token create -n both -r WORKSPACE_MEMBER \(workspace) --json --fields id"))
        let old = try #require(try object(made.stdout)["id"] as? String, "\(made.stderr)")
        _ = try await client.stdout(of: "deployment workspace-token add \(old) -r DEPLOYMENT_ADMIN \(place)")
        let new = try await client.run(
            ShellWords.split("workspace token rotate \(old) --overlap 0 \(workspace) -f --json --fields id"))
        let id = try #require(try object(new.stdout)["id"] as? String, "\(new.stderr)")
        #expect(
            try await changes(client, "action,subject,name,outcome").dropFirst() == [
                "change-roles,\(old),both,done", "create,\(id),both,done", "change-roles,\(id),both,done",
                "delete,\(old),both,done", "update,\(id),both,done",
            ])
    }

    @Test("has a line for a raw request, whose subject is its path")
    func raw() async throws {
        let sandbox = try await ServedSandbox()
        let client = try sandbox.client()
        _ = try await client.stdout(of: "api DELETE organizations/{organizationId}/tokens/\(ServedSandbox.token)")
        let rows = try await changes(client, "action,subject,outcome")
        #expect(rows.count == 1 && rows[0].hasPrefix("DELETE,/v1/organizations/"), "\(rows)")
        #expect(rows[0].hasSuffix("/tokens/\(ServedSandbox.token),done"), "\(rows)")
        #expect(try await client.stdout(of: "audit --token \(ServedSandbox.token) -o csv").contains("DELETE"))
    }

    @Test("says that a value is undelivered if its destination fails")
    func undelivered() async throws {
        let sandbox = try await ServedSandbox()
        let client = try sandbox.client()
        let outcome = try await client.run(
            ShellWords.split("\(family) rotate \(ServedSandbox.token) \(place) -f --to-command false"))
        #expect(outcome.exitCode == 8)
        #expect(try await changes(client, "action,outcome") == ["rotate,undelivered"])
    }
}
