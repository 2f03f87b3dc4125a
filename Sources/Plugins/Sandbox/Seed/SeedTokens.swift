#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroSandbox

extension Seed {
    static let sandboxOwnerID = "ctoken0000000sandboxowner"

    static let tokens = deploymentTokens + workspaceTokens + organizationTokens

    private static let deploymentTokens = [
        token(
            "ctoken00000000000cideploy", "CI deploy", "Deploys from the main branch", .deployment,
            SandboxPlaces.production,
            made: "2025-04-01T08:15:00.000Z", used: "2026-01-12T05:00:41.000Z", [admin(SandboxPlaces.production)]),
        token(
            "ctoken0000000airflowsync1", "Airflow sync", "First of two with this name", .deployment,
            SandboxPlaces.production,
            made: "2025-05-06T10:00:00.000Z", used: "2026-01-11T23:30:02.000Z", [admin(SandboxPlaces.production)]),
        token(
            "ctoken0000000airflowsync2", "Airflow sync", "Second of two with this name", .deployment,
            SandboxPlaces.production,
            made: "2025-06-09T14:45:00.000Z", used: "2025-12-24T18:00:00.000Z", [admin(SandboxPlaces.production)]),
        token(
            "ctoken0000legacyscheduler", "Legacy scheduler", "Expired and never removed", .deployment,
            SandboxPlaces.production,
            made: "2025-03-10T12:00:00.000Z", used: "2025-04-08T11:59:10.000Z", days: 30,
            ends: "2025-04-09T12:00:00.000Z", [admin(SandboxPlaces.production)]),
        token(
            "ctoken000000metricsreader", "Metrics reader", "Reads the Airflow API", .deployment,
            SandboxPlaces.production,
            kind: .directAccess, made: "2025-07-14T07:30:00.000Z", used: "2026-01-12T06:00:00.000Z",
            [role(.deployment, SandboxPlaces.production, "DEPLOYMENT_VIEWER")]),
        token(
            "ctoken000000000000release", "🚀 Release 部署", "", .deployment, SandboxPlaces.production,
            made: "2025-08-18T16:20:00.000Z", used: "2025-11-30T09:09:09.000Z",
            [
                admin(SandboxPlaces.production),
                TokenRole(
                    entityId: "daily_revenue", entityType: .dag, role: "DAG_VIEWER",
                    deploymentId: SandboxPlaces.production),
            ]),
        token(
            "ctoken0000000000stagingci", "Staging CI", "Never used", .deployment, SandboxPlaces.staging,
            made: "2025-09-22T11:11:00.000Z", [admin(SandboxPlaces.staging)]),
        token(
            "ctoken0000000ledgerexport", "Ledger export", "Copies bookings at night", .deployment, SandboxPlaces.ledger,
            made: "2025-10-27T13:37:00.000Z", used: "2026-01-12T01:00:00.000Z", days: 3650,
            ends: "2035-10-25T13:37:00.000Z", [admin(SandboxPlaces.ledger)]),
    ]

    private static let workspaceTokens = [
        token(
            "ctoken0000000analyticsbot", "Analytics bot", "Runs the reports in Production", .workspace,
            SandboxPlaces.analytics,
            made: "2025-04-02T09:00:00.000Z", used: "2026-01-10T20:15:00.000Z",
            [role(.workspace, SandboxPlaces.analytics, "WORKSPACE_OPERATOR"), admin(SandboxPlaces.production)]),
        token(
            "ctoken0000dashboardreader", "Dashboard reader", "", .workspace, SandboxPlaces.analytics,
            made: "2025-05-19T15:00:00.000Z", used: "2025-12-01T10:00:00.000Z",
            [role(.workspace, SandboxPlaces.analytics, "WORKSPACE_MEMBER")]),
    ]

    private static let organizationTokens = [
        token(
            "ctoken0000000000terraform", "Terraform", "Plans and applies", .organization, SandboxPlaces.organization,
            made: "2025-03-04T10:30:00.000Z", used: "2026-01-09T17:45:00.000Z",
            [
                role(.organization, SandboxPlaces.organization, "ORGANIZATION_MEMBER"),
                role(.workspace, SandboxPlaces.analytics, "WORKSPACE_AUTHOR"), admin(SandboxPlaces.production),
            ]),
        owner(sandboxOwnerID, made: "2025-03-03T09:00:00.000Z"),
    ]

    /// Returns the token whose value the sandbox's own context uses.
    static func owner(_ id: String, made: String) -> StoredToken {
        token(
            id, "Sandbox owner", "The sandbox's own credential", .organization, SandboxPlaces.organization, made: made,
            [role(.organization, SandboxPlaces.organization, "ORGANIZATION_OWNER")])
    }

    /// Returns one of many similar tokens in the first Deployment, for measurements.
    static func generatedToken(_ index: Int) -> StoredToken {
        let digits = String(index + 1)
        let number = String(repeating: "0", count: max(0, 15 - digits.count)) + digits
        let moment = Date(timeIntervalSince1970: 1_735_689_600 + Double(index) * 60)
        return token(
            "cgenerated\(number)", "Generated \(number.suffix(6))", "Made by a reset", .deployment,
            SandboxPlaces.production,
            made: Timestamp(moment).text, [admin(SandboxPlaces.production)])
    }

    private static func admin(_ deployment: String) -> TokenRole {
        role(.deployment, deployment, "DEPLOYMENT_ADMIN")
    }

    private static func role(_ type: TokenRole.EntityType, _ place: String, _ name: String) -> TokenRole {
        TokenRole(entityId: place, entityType: type, role: name)
    }

    static func token(
        _ id: String, _ name: String, _ description: String, _ scope: APIToken.Scope, _ home: String,
        kind: APIToken.Kind = .standard, made: String, used: String? = nil, days: Int? = nil, ends: String? = nil,
        _ roles: [TokenRole]?
    ) -> StoredToken {
        let made = Timestamp(made)
        let token = APIToken(
            id: id, name: name, description: description, kind: kind, scope: scope, shortToken: String(id.suffix(10)),
            createdAt: made, updatedAt: made, startAt: made, endAt: ends.map { Timestamp($0) },
            lastUsedAt: used.map { Timestamp($0) }, expiryPeriodInDays: days, roles: roles, createdBy: author,
            updatedBy: author)
        return StoredToken(token: token, organizationID: SandboxPlaces.organization, homeID: home)
    }
}
