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

/// Makes plans for an Organization's tokens.
struct FleetPlanner {
    private let policy: Policy?
    private let pick: PickOptions
    private let fleet: Fleet
    private let criteria: PlanCriteria

    /// Finds the places that the policy and the flags name.
    init(_ policy: Policy?, _ selection: FleetOptions, _ pick: PickOptions, _ fleet: Fleet) async throws {
        self.policy = policy
        self.pick = pick
        self.fleet = fleet
        var criteria = try await Self.criteria(of: policy, fleet)
        criteria.selection = try await selection.criteria(fleet.names, fleet.context)
        criteria.selection.match = pick.match
        self.criteria = criteria
    }

    /// What a policy decides by, for every token.
    static func criteria(of policy: Policy?, _ fleet: Fleet) async throws -> PlanCriteria {
        var criteria = PlanCriteria()
        for rule in policy?.rules ?? [] {
            criteria.rules.append((rule.skip, try await rule.select.resolved(fleet.names, fleet.context)))
        }
        criteria.own = fleet.own
        criteria.busy = try OverlapStore(fleet.context).busy()
        return criteria
    }

    /// Decides over every token, and checks what can be checked before anything is changed.
    ///
    /// - Throws: ``CommandError`` that names a token whose value could not be delivered.
    func plan(_ tokens: [APIToken], validFor: Duration) throws -> RotationPlan {
        let now = fleet.now
        var criteria = criteria
        criteria.busy.formUnion(MarkedReplacements(tokens).busy(tokens))
        var chosen: [APIToken] = []
        var rules: [String: Int] = [:]
        var leftOut: [RotationPlan.LeftOut] = []
        for token in tokens {
            let decision = criteria.decide(
                token, workspaceID: fleet.workspaceID(of: token), hasHome: fleet.home(of: token) != nil, now: now)
            switch decision {
            case .ignore: break
            case .rotate(let rule):
                chosen.append(token)
                rules[token.id] = rule
            case .leaveOut(let why, let rule):
                let command = why == .ownCredential ? ["token", "rotate", token.id] : nil
                leftOut.append(
                    RotationPlan.LeftOut(
                        id: token.id, name: token.name, why: why, rule: rule.flatMap { policy?.rules[$0].name },
                        command: command))
            }
        }
        let picked = pick.pick(chosen, fleet.columns())
        if let policy { try requireDeliverable(picked, rules, policy) }
        return try RotationPlan(
            madeAt: now, validUntil: now.addingTimeInterval(validFor.timeInterval),
            context: try fleet.context.auth.domain(), organizationId: fleet.client.organizationID,
            policy: policy?.hash, items: try picked.map { try item($0, rules[$0.id]) }, leftOut: leftOut)
    }

    private func item(_ token: APIToken, _ rule: Int?) throws -> RotationPlan.Item {
        let target = try FleetTarget(token, fleet)
        let overlap = rule.flatMap { policy?.rules[$0].overlap }
        let selecting = rule.map { criteria.rules[$0].criteria } ?? criteria.selection
        return RotationPlan.Item(
            id: token.id, name: token.name, scope: token.scope.rawValue, placeId: target.place.id,
            placeName: target.place.name ?? target.place.id, fingerprint: RotationPlan.Fingerprint(token),
            endAt: token.endAt?.text, rule: rule.flatMap { policy?.rules[$0].name },
            reason: selecting.reason(for: token), action: overlap == nil ? .rotate : .overlap,
            overlap: overlap?.argument)
    }

    private func requireDeliverable(_ tokens: [APIToken], _ rules: [String: Int], _ policy: Policy) throws {
        var book = DestinationBook(fleet.context)
        for token in tokens {
            guard let rule = rules[token.id].map({ policy.rules[$0] }) else { continue }
            try book.add(rule.deliver, for: FleetTarget(token, fleet))
        }
    }

    /// Says what a plan comes to.
    func tell(_ plan: RotationPlan) {
        let output = fleet.context.output
        for (place, rule) in (policy?.rules ?? []).enumerated() {
            let isUsed =
                plan.items.contains { $0.rule == rule.name } || plan.leftOut.contains { $0.rule == rule.name }
            if !isUsed { output.notice("The rule '\(policy?.rules[place].name ?? "")' fits no token.") }
        }
        for token in plan.leftOut where token.why == .ownCredential {
            output.notice(
                "'\(token.name)' (\(token.id)) is the credential in use and stays out of the plan.",
                hint: .command("token rotate", token.id))
        }
        let counts = Dictionary(grouping: plan.leftOut) { $0.why.rawValue }.mapValues(\.count)
        let others = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let count = plan.items.count
        output.notice(
            "\(count) token\(count == 1 ? "" : "s") to rotate"
                + (others.isEmpty ? "." : "; left out: \(others.joined(separator: ", "))."))
    }
}

/// The destinations of a plan's items: each can take a value, and no two are one.
struct DestinationBook {
    private let context: Context
    private var owners: [String: String] = [:]
    /// The folders and programs that were looked at.
    private var checked: Set<String> = []

    init(_ context: Context) { self.context = context }

    /// Checks the destinations of one more token; each folder and program is looked at once.
    ///
    /// - Throws: ``CommandError`` that names the token.
    mutating func add(_ plan: DeliveryPlan, for target: FleetTarget) throws {
        let filled = try plan.filled(target.placeholders)
        let folder = context.environment.workingDirectory
        for key in filled.keys(in: folder) {
            if let other = owners.updateValue(target.token.label, forKey: key) {
                throw CommandError.usage(
                    "the values of \(other) and \(target.token.label) would both go to \(key); "
                        + "put {token.id} into it; nothing was changed")
            }
        }
        let surroundings = filled.surroundings(in: folder)
        guard !surroundings.isSubset(of: checked) else { return }
        do {
            _ = try SecretDelivery(filled, in: context)
            checked.formUnion(surroundings)
        } catch {
            var error = CommandError(describing: error)
            error.message = "\(target.token.label): \(error.message)"
            throw error
        }
    }
}
