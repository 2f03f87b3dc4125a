import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Applies a plan, all of it or a shard.
struct ApplyPlan: Command, Equatable {
    static let configuration = CommandConfiguration(
        "apply", summary: "Rotate the tokens of a plan",
        discussion:
            "Decides from the server's current state, so any worker can repeat any item: run it again after a failure, "
            + "on any machine. Values go where the plan's policy says, or the flags below, which need {token.id}. Writes one "
            + "JSON line for each token to stdout, never a value. Exits with 8 if values were saved undelivered, with 7 if "
            + "some failed.", effect: .changes, audience: .people, furtherExitCodes: [.partial],
        related: ["token plan", "token check"],
        examples: [
            Example("apply plan.json --policy tokens.yaml", "Apply a plan, after a confirmation"),
            Example("apply plan.json --policy tokens.yaml --yes --shard 0/16", "Apply a sixteenth of it in a job"),
            Example("apply plan.json --yes --to-file 'tokens/{token.id}'", "Apply a plan that was made from flags"),
        ])
    static let fields = ItemResult.columns.map(\.field)

    @Argument(
        "PLAN", help: "The plan that 'token plan -o json' wrote; - reads it from stdin", validate: .notEmpty,
        completion: .files)
    var plan: String

    @Option(valueName: "FILE", help: "The policy that the plan was made from", validate: .notEmpty, completion: .files)
    var policy: String?

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    var yes = false

    @OptionGroup var pace: PaceOptions

    @OptionGroup var part: PartOptions

    @Flag(help: "Verify each new value with one API call")
    var verify = false

    @OptionGroup var delivery: DeliveryOptions

    func validate() throws {
        if plan == "-", !yes { throw CommandError.usage("a plan from stdin leaves nobody to ask; pass --yes") }
    }

    func run(in context: Context) async throws {
        let shard = try part.shard?.shard(context.environment)
        let remaking = remaking
        let plan = try RotationPlan.read(try await content(context), remaking: remaking)
        let policy = try policy.map { try PolicyFile.policy(at: $0, context) }
        try plan.requireMade(by: policy?.hash, remaking: remaking)
        let flags = try self.flags(policy)
        let client = try await AstroClient(context)
        let names = try await PlaceNames(client)
        let fleet = try await Fleet(client, names, context)
        try plan.requireApplicable(
            now: fleet.now, context: try context.auth.domain(), organizationID: client.organizationID,
            own: fleet.own, remaking: remaking)
        let items = try part.items(of: plan, shard, remaking)
        let receipts = try ReceiptFolder(part.receipts, of: plan.shortName, context)
        try receipts.requireWritable()
        guard !items.isEmpty else {
            return context.output.notice("Nothing in this part of the plan; nothing was changed.")
        }
        if let policy { try Self.requireDestinations(items, policy, remaking) }
        try await confirm(items, context)
        let needed = [self.plan, self.policy].compactMap(\.self).filter { $0 != "-" }
        let destinations = ItemDestinations(context, verifies: verify) { name in
            let rule = name.flatMap { policy?.rule(named: $0) }
            var plan = rule?.deliver ?? flags
            plan.spared = needed
            return (plan, verify: rule?.verify == true)
        }
        let (replacements, tokens) = try await Self.listed(plan, fleet.client)
        destinations.claimAll(of: plan, tokens, receipts, fleet)
        let work = ItemWork(
            fleet: fleet, plan: plan, receipts: receipts, destinations: destinations,
            forced: Set(part.redo.map { $0.lowercased() }), own: try await own(fleet),
            // The server's clock is known to the second.
            replacements: replacements, startedAt: fleet.now.addingTimeInterval(1))
        let allowed = pace.maxFailures.allowed(of: items.count)
        let summary = ApplySummary(context, planned: items.count, allowedFailures: allowed)
        let run = ApplyRun(
            context: context, parallel: pace.parallel, rate: pace.rate == 0 ? nil : .perSecond(pace.rate),
            canaries: pace.canary, allowedFailures: allowed,
            work: { item, isCanary in await work.run(item, isVerified: isCanary) }, report: summary.report)
        try summary.end(try await run.run(items))
    }

    /// Refuses a plan with a value that would not be delivered anywhere.
    private static func requireDestinations(
        _ items: [RotationPlan.Item], _ policy: Policy, _ remaking: PlanRemaking
    ) throws {
        let delivering = Set(policy.rules.filter { !$0.skip }.map(\.name))
        guard let lost = items.first(where: { !delivering.contains($0.rule ?? "") }) else { return }
        throw CommandError.usage(
            "no rule of the policy says where the value of '\(lost.name)' (\(lost.id)) goes; nothing was changed",
            hint: remaking.inPlace)
    }

    /// Returns the destinations of the command line, for a plan without a policy.
    private func flags(_ policy: Policy?) throws -> DeliveryPlan {
        let plan = try DeliveryPlan(delivery)
        guard policy == nil else {
            guard delivery == DeliveryOptions() else {
                throw CommandError.usage("the policy says where values go; omit --to-… flags; nothing was changed")
            }
            return plan
        }
        try plan.requireSound(names: TokenPlaceholders.names)
        try plan.requireApart(by: TokenPlaceholders.id, isStreamed: nil)
        return plan
    }

    private var remaking: PlanRemaking { PlanRemaking(plan: plan, policy: policy) }

    private func content(_ context: Context) async throws -> Data {
        if plan == "-" { return Data(try await context.output.console.input.readToEnd(limit: 128 << 20)) }
        let path = FilePaths.resolve(plan, in: context.environment.workingDirectory)
        guard let content = try context.files.read(path) else {
            throw CommandError(.notFound, "there is no plan \(plan)", hint: remaking.inPlace)
        }
        return content
    }

    private func confirm(_ items: [RotationPlan.Item], _ context: Context) async throws {
        guard !yes else { return }
        let count = items.count.counted("token")
        let inPlace = items.count { $0.action == .rotate }
        if inPlace > 0 {
            context.output.warning("the current values of \(inPlace.counted("token")) stop working at once")
        }
        if inPlace < items.count {
            let rest = (items.count - inPlace).counted("token")
            context.output.notice("New tokens replace \(rest), and the old ones keep working.")
        }
        try await context.output.confirm("Rotate \(count)?", flag: "--yes")
    }

    /// Returns the credential's ID, by which the server names who changed a token.
    private func own(_ fleet: Fleet) async throws -> String? {
        if let own = fleet.own { return own }
        return try await OrganizationDirectory(fleet.context).person()?.id
    }

    /// Returns what the marks of all tokens claim, and the tokens that the plan or its receipts may be about; nothing if
    /// the credential may not list tokens.
    private static func listed(
        _ plan: RotationPlan, _ client: AstroClient
    ) async throws -> (MarkedReplacements, [String: APIToken]) {
        var (replacements, tokens) = (MarkedReplacements(), [String: APIToken]())
        let ids = Set(plan.items.map(\.id))
        do {
            try await client.tokens(.all) { page in
                replacements.add(page)
                for token in page where ids.contains(token.id) || token.mark != nil { tokens[token.id] = token }
            }
        } catch let error as APIError where error.status == 403 {}
        return (replacements, tokens)
    }
}

/// The options for how fast a plan is applied, and when to stop.
struct PaceOptions: ArgumentGroup, Equatable {
    static let title: String? = "Pace"

    @Option(help: "How many tokens to rotate at once", validate: .range(1...64))
    var parallel = 4

    @Option(help: "How many to start per second; 0 for no limit", validate: .range(0...1_000))
    var rate = 5.0

    @Option(
        help: "How many to try first, one by one and verified; a failure there ends the run",
        validate: .range(0...1_000))
    var canary = 1

    @Option(help: "Stop starting tokens after more than this many failures")
    var maxFailures = FailureLimit.count(1)
}

/// The options for which items of a plan a worker processes.
struct PartOptions: ArgumentGroup, Equatable {
    static let title: String? = "Which part"

    @Option(help: "The part of the plan to do; auto takes it from the scheduler's variables")
    var shard: ShardChoice?

    @Option(valueName: "ID", help: "Do only this token", validate: .identifier)
    var only: [String] = []

    @Option(valueName: "ID", help: "Rotate this token again, whatever was done before", validate: .identifier)
    var redo: [String] = []

    @Option(
        valueName: "DIR", help: "Where workers leave receipts; share it between machines", validate: .notEmpty,
        completion: .folders)
    var receipts: String?

    /// - Throws: ``CommandError`` with ``ExitCode/notFound`` for an ID that the plan doesn't have.
    func items(
        of plan: RotationPlan, _ shard: Shard?, _ remaking: PlanRemaking
    ) throws -> [RotationPlan.Item] {
        let ids = Set(plan.items.map(\.id))
        if let missing = (only + redo).first(where: { !ids.contains($0.lowercased()) }) {
            throw CommandError(
                .notFound, "the plan has no token \(missing); nothing was changed", hint: remaking.table)
        }
        let chosen = Set(only.map { $0.lowercased() })
        return plan.items.filter { (chosen.isEmpty || chosen.contains($0.id)) && shard?.holds($0.id) ?? true }
    }
}
