import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes a report about the tokens of the whole Organization.
struct ReportTokens: Command, Equatable {
    static let configuration = CommandConfiguration(
        "report", summary: "Write an HTML report about all tokens",
        discussion:
            "One file of HTML with totals, the ages of values, what expires when, and a table. It needs no network, holds no "
            + "secret, and can be read without JavaScript and printed.", audience: .people,
        related: ["token list", "token check"],
        examples: [
            Example("report --to-file tokens.html", "Write a page about every token"),
            Example("report --policy tokens.yaml --to-file tokens.html", "Show what a policy would do, too"),
        ])

    @Option(valueName: "PATH", help: "The file to write", validate: .notEmpty, completion: .files)
    var toFile: String

    @Option(valueName: "FILE", help: "A policy, to show what it would do", validate: .notEmpty, completion: .files)
    var policy: String?

    @OptionGroup var selection: FleetOptions

    @OptionGroup var agents: AgentInclusion

    @OptionGroup var pick: PickOptions

    func run(in context: Context) async throws {
        let policy = try policy.map { try PolicyFile.policy(at: $0, sparingFrom: toFile, context) }
        selection.tellOfVariables(context)
        var reading = try await FleetReading(context)
        let fleet = reading.fleet
        var criteria = try await selection.criteria(fleet.names, context)
        criteria.match = pick.match.map(Glob.init)
        reading.add(agents, of: criteria)
        let now = fleet.now
        let visible = try await reading.all()
        var filter = fleet.filter(criteria)
        let tokens = pick.pick(filter.fitting(visible, now: now), fleet.columns())
        filter.tell(context.output)
        let decisions = try await decisions(policy, tokens, among: visible, reading, now: now)
        let facts = ReportFacts(
            tokens, visible: visible.count, now: now,
            placeName: { token in fleet.home(of: token).map { $0.name ?? $0.id } ?? "" },
            plan: { decisions[$0.id] })
        let page = ReportPage(
            facts: facts, organization: fleet.names.organizationName ?? fleet.client.organizationID,
            hasPolicy: policy != nil)
        try write(page, context)
        context.output.notice("The report on \(tokens.count.counted("token")) is in \(toFile).")
    }

    private func write(_ page: ReportPage, _ context: Context) throws {
        let path = FilePaths.resolve(toFile, in: context.environment.workingDirectory)
        var content = Data()
        page.write { content.append(contentsOf: $0.utf8) }
        try context.files.replace(path, with: content)
    }

    /// Returns what a policy does about each token, in words.
    private func decisions(
        _ policy: Policy?, _ tokens: [APIToken], among all: [APIToken], _ reading: FleetReading, now: Date
    ) async throws -> [String: String] {
        guard let policy else { return [:] }
        let fleet = reading.fleet
        var criteria = try await FleetPlanner.criteria(of: policy, fleet)
        criteria.busy = try reading.busy(all.map(\.id)).union(MarkedReplacements(all).busy(all))
        var words: [String: String] = [:]
        // Policies apply only to tokens that can be rotated in place.
        for token in tokens where token.agents == nil {
            let decision = criteria.decide(
                token, workspaceID: fleet.workspaceID, hasHome: fleet.hasHome, now: now)
            words[token.id] =
                switch decision {
                case .ignore: ""
                case .rotate(let rule): "rotate: \(rule.map { policy.rules[$0].name } ?? "")"
                case .leaveOut(let why, _): why.rawValue
                }
        }
        return words
    }
}
