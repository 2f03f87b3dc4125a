import AstroAPI
import AstroSandbox

extension Seed {
    /// The tokens of Remote Execution agents, which have no roles.
    static let agentTokens = [
        token(
            "ctoken000000000euagents01", "EU agents", "Runs what must stay in the EU", .deployment,
            SandboxPlaces.production,
            made: "2025-07-14T07:00:00.000Z", used: "2026-01-12T05:10:00.000Z", nil),
        token(
            "ctoken0000000ledgeragents", "Ledger agents", "Beside the bank's own network", .deployment,
            SandboxPlaces.ledger,
            made: "2025-10-27T14:00:00.000Z", used: "2026-01-11T22:05:00.000Z", days: 365,
            ends: "2026-10-27T14:00:00.000Z", nil),
    ]
}
