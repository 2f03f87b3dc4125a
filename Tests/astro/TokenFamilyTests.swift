import Foundation
import Testing

/// Each verb of each family against `sandbox serve`, by the built program, as a table and as JSON.
@Suite("The token families over HTTP, by the built program")
struct TokenFamilyTests {
    /// A family and the seeded things that it works on.
    struct Family: Sendable, CustomTestStringConvertible {
        let words: String
        let flag: String
        let role: String
        let otherRole: String
        let roleField: String

        var testDescription: String { words }
    }

    static let families = [
        Family(
            words: "deployment token", flag: "--deployment cdeployment0000production", role: "DEPLOYMENT_ADMIN",
            otherRole: "DEPLOYMENT_VIEWER", roleField: "deploymentRole"),
        Family(
            words: "workspace token", flag: "--workspace cworkspace000000analytics", role: "WORKSPACE_MEMBER",
            otherRole: "WORKSPACE_OWNER", roleField: "workspaceRole"),
        Family(
            words: "organization token", flag: "", role: "ORGANIZATION_MEMBER", otherRole: "ORGANIZATION_OWNER",
            roleField: "organizationRole"),
    ]

    /// A group of commands for guests, and a seeded token without a role in the place.
    struct Guests: Sendable, CustomTestStringConvertible {
        let words: String
        let flag: String
        let token: String
        let roles: [String]

        var testDescription: String { words }
    }

    static let guestGroups = [
        Guests(
            words: "deployment token organization-token", flag: "--deployment cdeployment0000000staging",
            token: "ctoken0000000000terraform", roles: ["DEPLOYMENT_ADMIN", "DEPLOYMENT_VIEWER"]),
        Guests(
            words: "deployment organization-token", flag: "--deployment cdeployment0000000staging",
            token: "ctoken0000000000terraform", roles: ["DEPLOYMENT_ADMIN", "DEPLOYMENT_VIEWER"]),
        Guests(
            words: "deployment token workspace-token", flag: "--deployment cdeployment0000000staging",
            token: "ctoken0000dashboardreader", roles: ["DEPLOYMENT_ADMIN", "DEPLOYMENT_VIEWER"]),
        Guests(
            words: "deployment workspace-token", flag: "--deployment cdeployment0000000staging",
            token: "ctoken0000dashboardreader", roles: ["DEPLOYMENT_ADMIN", "DEPLOYMENT_VIEWER"]),
        Guests(
            words: "workspace token organization-token", flag: "--workspace cworkspace0000000payments",
            token: "ctoken0000000000terraform", roles: ["WORKSPACE_MEMBER", "WORKSPACE_OWNER"]),
    ]

    let client: BuiltProgram
    private let sandbox: ServedSandbox

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    private func run(_ line: String) async throws -> String { try await client.stdout(of: line) }

    @Test("create, list, rotate, update and delete as tables", arguments: families)
    func tables(family: Family) async throws {
        let (words, flag) = (family.words, family.flag)
        let first = try await run("\(words) create -n 'New one' -r \(family.role) -c \(flag)")
        #expect(first.split(separator: ".").count == 3)
        let list = try await run("\(words) list \(flag)")
        #expect(list.hasPrefix("ID"))
        #expect(list.contains("New one"))
        let second = try await run("\(words) rotate -t 'New one' -f -c \(flag)")
        #expect(second.split(separator: ".").count == 3 && second != first)
        #expect(
            try await run("\(words) update -t 'New one' -n 'Newer' -d 'a note' -r \(family.otherRole) \(flag)") == "")
        let row = try await run("\(words) list \(flag) --fields name,description,\(family.roleField) --no-header")
        #expect(row.split(separator: "\n").contains { $0.hasPrefix("Newer") && $0.hasSuffix(family.otherRole) })
        #expect(try await run("\(words) delete -t Newer -f \(flag)") == "")
        #expect(!(try await run("\(words) list \(flag)").contains("Newer")))
    }

    @Test("create, list, rotate, update and delete as JSON", arguments: families)
    func json(family: Family) async throws {
        let (words, flag) = (family.words, family.flag)
        let created = try object(try await run("\(words) create -n 'New one' -r \(family.role) --json \(flag)"))
        let id = try #require(created["id"] as? String)
        let value = try #require(created["token"] as? String)
        let list = try object(try await run("\(words) list --json \(flag)"))
        let tokens = try #require(list["tokens"] as? [[String: Any]])
        #expect(tokens.contains { $0["id"] as? String == id && $0["token"] == nil })
        #expect(list["totalCount"] as? Int == tokens.count)
        let rotated = try object(try await run("\(words) rotate \(id) -f --json \(flag)"))
        #expect(rotated["id"] as? String == id)
        #expect(rotated["token"] as? String != value)
        let updated = try object(try await run("\(words) update \(id) -n Newer --json \(flag)"))
        #expect(updated["name"] as? String == "Newer")
        let deleted = try object(try await run("\(words) delete \(id) -f --json \(flag)"))
        #expect(deleted["id"] as? String == id)
    }

    @Test("add, update, list and remove a guest, as tables and as JSON", arguments: guestGroups)
    func guests(group: Guests) async throws {
        let (words, flag) = (group.words, group.flag)
        let listIDs = "\(words) list \(flag) --fields id --no-header"
        #expect(!(try await run(listIDs).contains(group.token)))
        #expect(try await run("\(words) add \(group.token) -r \(group.roles[0]) \(flag)") == "")
        #expect(try await run(listIDs).contains(group.token))
        let updated = try object(try await run("\(words) update \(group.token) -r \(group.roles[1]) --json \(flag)"))
        let roles = try #require(updated["roles"] as? [[String: Any]])
        #expect(roles.contains { $0["role"] as? String == group.roles[1] })
        let list = try object(try await run("\(words) list --json \(flag)"))
        #expect((list["tokens"] as? [[String: Any]])?.contains { $0["id"] as? String == group.token } == true)
        #expect(try await run("\(words) remove \(group.token) \(flag)") == "")
        let again = try object(try await run("\(words) remove \(group.token) --json \(flag)"))
        #expect(again["id"] as? String == group.token)
        #expect(!(try await run(listIDs).contains(group.token)))
    }

    @Test("give an Organization's token a role in a Workspace, and show its roles")
    func addAndRoles() async throws {
        let token = "ctoken0000000000terraform"
        _ = try await run("workspace token add \(token) -r WORKSPACE_MEMBER --workspace cworkspace0000000payments")
        let table = try await run("organization token roles \(token)")
        #expect(table.contains("cworkspace0000000payments"))
        let json = try object(try await run("organization token roles \(token) --json"))
        #expect((json["roles"] as? [[String: Any]])?.count == 4)
    }
}
