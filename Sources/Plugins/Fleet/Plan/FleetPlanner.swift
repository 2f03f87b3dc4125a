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

/// Makes a plan for an Organization's tokens, deciding as their pages arrive.
struct FleetPlanner {
    /// A token to rotate: an object, so that a list of a hundred thousand grows without copying them.
    private final class Choice {
        let token: APIToken
        /// The index of the rule that decided; nil if flags selected it.
        let rule: Int?

        init(_ token: APIToken, _ rule: Int?) {
            self.token = token
            self.rule = rule
        }
    }

    private let policy: Policy?
    private let pick: PickOptions
    private let fleet: Fleet
    /// Files that no value may replace.
    private let needed: [String]
    private let now: Date
    private var criteria: PlanCriteria
    /// The identities of all tokens so far, in case a mark on a later page names one; the tokens aren't kept.
    private var seen: [[TokenIdentity]] = []
    private var marks = MarkedReplacements()
    private var choices: [Choice] = []
    private var leftOut: [RotationPlan.LeftOut] = []

    /// Finds the places that the policy and the flags name.
    init(
        _ policy: Policy?, _ selection: FleetOptions, _ pick: PickOptions, _ fleet: Fleet, sparing needed: [String]
    ) async throws {
        self.policy = policy
        self.needed = needed
        self.pick = pick
        self.fleet = fleet
        now = fleet.now
        var criteria = try await Self.criteria(of: policy, fleet)
        criteria.selection = try await selection.criteria(fleet.names, fleet.context)
        criteria.selection.match = pick.match.map(Glob.init)
        self.criteria = criteria
    }

    /// Returns the criteria of a policy, for all tokens.
    static func criteria(of policy: Policy?, _ fleet: Fleet) async throws -> PlanCriteria {
        var criteria = PlanCriteria()
        criteria.isByPolicy = policy != nil
        for rule in policy?.rules ?? [] {
            criteria.rules.append((rule.skip, try await rule.select.resolved(fleet.names, fleet.context)))
        }
        criteria.own = fleet.own
        return criteria
    }

    /// Decides about the tokens of one more page.
    mutating func add(_ page: [APIToken]) {
        marks.add(page)
        seen.append(TokenIdentity.all(page))
        let (workspaceID, hasHome) = (fleet.workspaceID, fleet.hasHome)
        for token in page {
            switch criteria.decide(token, workspaceID: workspaceID, hasHome: hasHome, now: now) {
            case .ignore: break
            case .rotate(let rule): choices.append(Choice(token, rule))
            case .leaveOut(let why, let rule): leftOut.append(leftOut(token, why, rule))
            }
        }
    }

    private func leftOut(_ token: APIToken, _ why: RotationPlan.LeftOut.Why, _ rule: Int?) -> RotationPlan.LeftOut {
        RotationPlan.LeftOut(
            id: token.id, name: token.name, why: why, rule: name(of: rule),
            command: why == .ownCredential ? ["token", "rotate", token.id] : nil)
    }

    private func name(of rule: Int?) -> String? { rule.flatMap { policy?.rules[$0].name } }

    /// Returns the plan after all pages have arrived; checks what can be checked before anything is changed.
    ///
    /// - Throws: ``CommandError`` that names a token whose value could not be delivered.
    mutating func plan(validFor: Duration, of reading: FleetReading) throws -> RotationPlan {
        leaveOut(busy: try reading.busy(seen.joined().map(\.id)).union(marks.busy(seen)))
        let picked = picked()
        choices = []
        if let policy { try requireDeliverable(picked, policy) }
        return RotationPlan(
            madeAt: now, validUntil: now.addingTimeInterval(validFor.timeInterval),
            context: try fleet.context.auth.domain(), organizationId: fleet.client.organizationID,
            policy: policy?.hash, items: try picked.map(item), leftOut: leftOut)
    }

    /// Both tokens of an overlap may stand on different pages.
    private mutating func leaveOut(busy: Set<String>) {
        seen = []
        guard !busy.isEmpty else { return }
        for place in leftOut.indices where leftOut[place].why == .homeless && busy.contains(leftOut[place].id) {
            leftOut[place].why = .replacing
        }
        leftOut += choices.filter { busy.contains($0.token.id) }.map { leftOut($0.token, .replacing, $0.rule) }
        choices.removeAll { busy.contains($0.token.id) }
    }

    /// Returns the choices in the requested order and number.
    private func picked() -> [Choice] {
        guard pick.sort != nil || pick.limit != nil else { return choices }
        let rules = Dictionary(choices.map { ($0.token.id, $0.rule) }) { first, _ in first }
        return pick.pick(choices.map(\.token), fleet.columns()).map { Choice($0, rules[$0.id] ?? nil) }
    }

    private func item(_ choice: Choice) throws -> RotationPlan.Item {
        let token = choice.token
        let place = try fleet.knownHome(of: token)
        let overlap = choice.rule.flatMap { policy?.rules[$0].overlap }
        let selecting = choice.rule.map { criteria.rules[$0].criteria } ?? criteria.selection
        return RotationPlan.Item(
            id: token.id, name: token.name, scope: token.scope.rawValue, placeId: place.id,
            placeName: place.name ?? place.id, fingerprint: RotationPlan.Fingerprint(token),
            endAt: token.endAt?.text, rule: name(of: choice.rule), reason: selecting.reason(for: token),
            action: overlap == nil ? .rotate : .overlap, overlap: overlap?.argument)
    }

    private func requireDeliverable(_ choices: [Choice], _ policy: Policy) throws {
        var book = DestinationBook(fleet.context, apartBy: TokenPlaceholders.id)
        for choice in choices {
            guard let rule = choice.rule else { continue }
            let target = try FleetTarget(choice.token, fleet)
            var filled = try policy.rules[rule].deliver.filled(target.placeholders)
            filled.spared = needed
            try book.add(filled, of: choice.token.label)
        }
    }

    /// Summarizes a plan.
    func tell(_ plan: RotationPlan) {
        let output = fleet.context.output
        let used = Set(plan.items.compactMap(\.rule)).union(plan.leftOut.compactMap(\.rule))
        for rule in policy?.rules ?? [] where !used.contains(rule.name) {
            output.notice("The rule '\(rule.name)' matches no token.")
        }
        for token in plan.leftOut where token.why == .ownCredential {
            output.notice(
                "'\(token.name)' (\(token.id)) is the credential in use, so the plan leaves it out.",
                hint: .command("token rotate", token.id))
        }
        let counts = Dictionary(grouping: plan.leftOut) { $0.why.rawValue }.mapValues(\.count)
        let others = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        output.notice(
            plan.items.count.counted("token") + " to rotate"
                + (others.isEmpty ? "." : "; left out: \(others.joined(separator: ", "))."))
    }
}
