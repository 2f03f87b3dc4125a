#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import AstroAPI
package import Kernel

/// The check for tokens that need attention, which every family has.
package struct TokenCheck {
    package static let discussion =
        "A token needs attention if any of --older-than, "
        + "--expires-within, --expired, --unused-for and --never-used fits; by default, if it expires within 14d. The "
        + "other flags select the tokens to look at."

    package static let exitMeanings: [ExitCode: String] = [
        .success: "no token needs attention", .notFound: "a token needs attention, or the place does not exist",
    ]

    private let context: Context
    private let rules: AttentionRules
    private var filter: CriteriaFilter
    private let pattern: Glob?
    private var findings: [TokenFinding] = []
    /// The first token of each scope that needs attention.
    package private(set) var examples: [APIToken] = []
    private var count = 0

    package init(_ options: CriteriaOptions, _ context: Context) {
        self.init(CriteriaFilter(options.traits), options.rules, context)
    }

    /// - Parameter filter: Selects the tokens to check.
    package init(_ filter: CriteriaFilter, _ rules: AttentionRules, _ context: Context) {
        self.context = context
        self.rules = rules
        self.filter = filter
        pattern = context.output.rowPattern.map(Glob.init)
    }

    /// Checks more tokens.
    package mutating func add(
        _ tokens: [APIToken], now: Date, placeName: (APIToken) -> String? = { _ in nil }
    ) {
        for token in filter.fitting(tokens, now: now) {
            guard pattern.map({ $0.matches(token.name) || $0.matches(token.id) }) ?? true else { continue }
            count += 1
            guard let finding = TokenFinding(token, rules, placeName: placeName(token), now: now) else { continue }
            findings.append(finding)
            if !examples.contains(where: { $0.scope == token.scope }) { examples.append(token) }
        }
    }

    /// Writes the findings.
    ///
    /// - Parameter client: The client that read the tokens.
    /// - Throws: ``CommandError`` with ``ExitCode/notFound`` if any token needs attention, and with
    ///   ``ExitCode/failure`` if none does but the list is incomplete.
    package func report(
        _ columns: [Column<TokenFinding>], of place: String, by client: AstroClient, hint: Hint?
    ) throws {
        if let warning = client.clockWarning(context.clock) { context.output.warning(warning) }
        filter.tell(context.output)
        let isSound = client.hasCompleteLists
        try context.output.list(
            findings, key: "tokens", columns: columns, screen: TokenFinding.screen,
            none: "No token of \(place) \(isSound ? "" : "that was read ")needs attention.")
        if findings.isEmpty, !isSound {
            throw CommandError(
                .failure, "the list of tokens is incomplete, so others may need attention",
                hint: "try the same command again")
        }
        guard !findings.isEmpty else { return }
        let verb = findings.count == 1 ? "needs" : "need"
        throw CommandError(
            .notFound, "\(findings.count) of \(count.counted("token")) of \(place) \(verb) attention", hint: hint)
    }
}
