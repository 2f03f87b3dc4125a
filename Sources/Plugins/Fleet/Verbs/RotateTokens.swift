import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// Replaces the values of one or more tokens.
struct RotateTokens: Command, Equatable {
    static let configuration = CommandConfiguration(
        "rotate", aliases: ["ro"], summary: "Replace the values of one or several tokens",
        discussion:
            "The old values stop working at once, or later with --overlap. Name tokens by ID or name, or select them: a "
            + "selection always asks, with the count, and leaves out the token that you are using and those that are "
            + "being replaced. Several values need destinations with {token.id}, or -o jsonl. Destinations may also "
            + "hold {token.name}, and {deployment.id}, {workspace.id}, {organization.id} or their names.",
        effect: .changes, furtherExitCodes: [.partial], related: ["token list", "token check", "token create"],
        examples: [
            Example("rotate 'CI deploy'", "Rotate a token by name, after a confirmation"),
            Example(
                "rotate --workspace Analytics --older-than 90d --to-file 'tokens/{token.id}'",
                "Rotate old tokens, after a confirmation"),
            Example("rotate ID_1 ID_2 --yes -o jsonl", "Pass two new values to a program"),
        ])
    static let fields = FleetColumns.fieldsWithValue

    @Argument(
        "TOKEN", help: "Tokens, by ID or name; omit them on a terminal to choose", validate: .notEmpty,
        completion: .fleetTokens)
    var words: [String] = []

    @Option(
        "t", help: "A token's exact name, even if it looks like an ID", validate: .notEmpty,
        completion: .fleetTokens)
    var name: String?

    @OptionGroup var selection: FleetOptions

    @OptionGroup var pick: PickOptions

    @OptionGroup var issue: IssueOptions

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    var yes = false

    @OptionGroup var replacement: OverlapOptions

    @OptionGroup var delivery: DeliveryOptions

    private var isSelection: Bool { selection.isGiven || pick.isGiven }

    func validate() throws {
        if name != nil, !words.isEmpty { throw CommandError.usage("give only one of TOKEN and --name") }
        if isSelection, name != nil || !words.isEmpty {
            throw CommandError.usage("name tokens or select them, not both; nothing was changed")
        }
    }

    func run(in context: Context) async throws {
        let plan = try DeliveryPlan(delivery)
        try plan.requireSound(names: TokenPlaceholders.names)
        if isSelection || words.count > 1 {
            try plan.requireApart(by: TokenPlaceholders.id, isStreamed: context.output.format == .jsonl)
        }
        let isUnnamed = !isSelection && words.isEmpty && name == nil
        guard !isUnnamed || context.output.canChoose else {
            throw CommandError.usage(
                "no token is named or selected", hint: "pass TOKEN, --name or flags such as --older-than 90d")
        }
        if isSelection { selection.tellOfVariables(context) }
        let targets = try await context.preparing {
            var reading = try await FleetReading(context)
            let tokens = try await reading.all(for: words)
            guard isSelection else { return try await self.targets(tokens, reading.fleet, plan) }
            return try await selected(tokens, reading)
        }
        let rotation = FleetRotation(
            context: context, plan: plan, options: issue, replacement: replacement, isAnswered: yes)
        if isSelection {
            try await rotation.runSelected(targets)
        } else {
            try await rotation.runNamed(targets)
        }
    }

    private func targets(_ tokens: [APIToken], _ fleet: Fleet, _ plan: DeliveryPlan) async throws -> [FleetTarget] {
        let named = name.map { [$0] } ?? words
        if named.isEmpty { return try await chosen(tokens, fleet, plan).map { try FleetTarget($0, fleet) } }
        var targets: [FleetTarget] = []
        for word in named {
            let target = try await FleetTarget(word, onlyNames: name != nil, tokens, fleet)
            if !targets.contains(where: { $0.token.id == target.token.id }) { targets.append(target) }
        }
        return targets
    }

    /// Returns the tokens that a person chooses: several only if each value has its own destination.
    private func chosen(_ tokens: [APIToken], _ fleet: Fleet, _ plan: DeliveryPlan) async throws -> [APIToken] {
        let isStreamed = fleet.context.output.format == .jsonl
        guard (try? plan.requireApart(by: TokenPlaceholders.id, isStreamed: isStreamed)) != nil else {
            return [try await fleet.choose(from: tokens, for: "to rotate")]
        }
        return try await fleet.chooseSeveral(from: tokens, for: "to rotate")
    }

    private func selected(_ tokens: [APIToken], _ reading: FleetReading) async throws -> [FleetTarget] {
        let (fleet, context) = (reading.fleet, reading.fleet.context)
        var criteria = try await selection.criteria(fleet.names, context)
        criteria.match = pick.match.map(Glob.init)
        var filter = fleet.filter(criteria)
        let fitting = filter.fitting(tokens, now: fleet.now)
        filter.tell(context.output)
        let busy = try reading.busy(tokens.map(\.id)).union(MarkedReplacements(tokens).busy(tokens))
        for token in fitting where token.id == fleet.own {
            context.output.notice(
                "Left out \(token.label): it is the credential in use.", hint: .command("token rotate", token.id))
        }
        let pending = fitting.filter { busy.contains($0.id) }
        if !pending.isEmpty {
            context.output.notice(
                "Left out \(pending.map(\.label).joined(separator: ", ")): being replaced.",
                hint: .command("token overlap list"))
        }
        let free = fitting.filter { $0.id != fleet.own && !busy.contains($0.id) }
        return try pick.pick(free, fleet.columns()).map { try FleetTarget($0, fleet) }
    }
}
