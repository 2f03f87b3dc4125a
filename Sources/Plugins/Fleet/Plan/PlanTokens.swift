#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// Decides which tokens to rotate, and changes nothing.
struct PlanTokens: Command, Equatable {
    static let configuration = CommandConfiguration(
        "plan", summary: "Decide which tokens to rotate, without changing any",
        discussion:
            "Uses a policy file, flags, or both: the rules then decide about the selected tokens. Shows a table; "
            + "--to-file or -o json writes a plan for 'token apply'. A plan holds no secret, no command and no path.",
        audience: .people, related: ["token apply", "token list"],
        examples: [
            Example("plan --policy tokens.yaml", "See what a policy would rotate today"),
            Example("plan --policy tokens.yaml --check", "Check a policy without a server"),
            Example("plan --older-than 90d --to-file plan.json", "Write a plan for token apply"),
        ])
    static let fields = PlanRow.columns.map(\.field)
    static let rules: [ArgumentRule] = [.exclusive("check", "dryRun", "toFile")]

    @Option(valueName: "FILE", help: "A policy: YAML or JSON with rules", validate: .notEmpty, completion: .files)
    var policy: String?

    @Flag(help: "Only check the policy; needs no server")
    var check = false

    @Flag(help: "Show the table instead of the plan, in any format")
    var dryRun = false

    @Option(valueName: "PATH", help: "Write the plan to a file", validate: .notEmpty, completion: .files)
    var toFile: String?

    @Option(help: "How long the plan may be applied")
    var validFor = Duration.seconds(86_400)

    @OptionGroup var selection: FleetOptions

    @OptionGroup var pick: PickOptions

    func validate() throws {
        if check, policy == nil { throw CommandError.usage("--check is for a policy; pass --policy FILE") }
        guard policy == nil, !selection.isGiven, !pick.isGiven else { return }
        throw CommandError.usage(
            "nothing says which tokens to rotate", hint: "pass --policy FILE, or flags such as --older-than 90d")
    }

    func run(in context: Context) async throws {
        let needed = [policy, toFile].compactMap(\.self)
        let policy = try policy.map { try PolicyFile.policy(at: $0, sparingFrom: toFile, context) }
        if check {
            return context.output.notice("The policy is valid: \((policy?.rules.count ?? 0).counted("rule")).")
        }
        let format = context.output.format
        let writesPlan = !dryRun && (format == .json || format == .jsonl)
        if writesPlan, context.options.fields != nil {
            throw CommandError.usage("--fields is for the table; as JSON, the plan is written whole")
        }
        selection.tellOfVariables(context)
        var reading = try await FleetReading(context)
        var planner = try await FleetPlanner(policy, selection, pick, reading.fleet, sparing: needed)
        while let page = try await reading.next() { planner.add(page) }
        let plan = try planner.plan(validFor: validFor, of: reading)
        if let toFile {
            let path = FilePaths.resolve(toFile, in: context.environment.workingDirectory)
            var json = plan.json(isIndented: true)
            json.append(UInt8(ascii: "\n"))
            try context.files.replace(path, with: Data(json))
        }
        if writesPlan {
            try context.output.line(String(decoding: plan.json(isIndented: format == .json), as: UTF8.self))
        } else {
            try context.output.list(
                plan.rows, key: "tokens", columns: PlanRow.columns, screen: PlanRow.screen,
                none: "No token is selected.")
        }
        planner.tell(plan)
        if let toFile { tell(of: plan, in: toFile, context) }
    }

    /// Says where the plan is, and how to apply it.
    private func tell(of plan: RotationPlan, in path: String, _ context: Context) {
        let destinations = policy.map { ["--policy", $0] } ?? ["--to-file", "tokens/{token.id}"]
        context.output.notice(
            "The plan is in \(path), to be applied until \(plan.validUntil).",
            hint: plan.items.isEmpty ? nil : .command("token apply", [path] + destinations))
    }
}

/// A row of a plan, for people.
struct PlanRow: Encodable, Sendable {
    let id: String
    let name: String
    let placeName: String?
    let action: String
    let rule: String?
    let reason: String

    static let columns = [
        Column<PlanRow>("id", "ID") { $0.id },
        Column<PlanRow>("name", "NAME") { $0.name },
        Column<PlanRow>("placeName", "WHERE") { $0.placeName ?? "" },
        Column<PlanRow>("action", "ACTION") { $0.action },
        Column<PlanRow>("rule", "RULE") { $0.rule ?? "" },
        Column<PlanRow>("reason", "WHY") { $0.reason },
    ]
    static let screen = ScreenColumns(
        ["name", "placeName", "action", "rule", "reason", "id"], leavingOut: ["id", "reason", "placeName"])
}

extension RotationPlan {
    /// The whole plan, with the tokens to rotate first.
    fileprivate var rows: [PlanRow] {
        items.map { item in
            PlanRow(
                id: item.id, name: item.name, placeName: item.placeName,
                action: [item.action.rawValue, item.overlap].compactMap(\.self).joined(separator: " "), rule: item.rule,
                reason: item.reason)
        }
            + leftOut.map { token in
                PlanRow(
                    id: token.id, name: token.name, placeName: nil, action: "none", rule: token.rule,
                    reason: token.why.rawValue)
            }
    }
}
