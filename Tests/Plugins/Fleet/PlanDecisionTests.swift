import AstroAPI
import AstroTokens
import Foundation
import Kernel
import Testing

@testable import Fleet

@Suite("A plan's decision about a token")
struct PlanDecisionTests {
    static let now = ItemDecisionTests.planned

    static func rule(_ skip: Bool = false, _ change: (inout TokenCriteria) -> Void) -> (Bool, TokenCriteria) {
        var criteria = TokenCriteria()
        change(&criteria)
        return (skip, criteria)
    }

    /// The rules: skip a name, rotate old tokens, rotate tokens that were never used.
    static func criteria(_ change: (inout PlanCriteria) -> Void = { _ in }) -> PlanCriteria {
        var criteria = PlanCriteria()
        criteria.rules = [
            rule(true) { $0.match = Glob("break-glass*") }, rule { $0.olderThan = .seconds(30 * 86_400) },
            rule { $0.isNeverUsed = true },
        ]
        change(&criteria)
        return criteria
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let token: APIToken
        let criteria: @Sendable () -> PlanCriteria
        let hasHome: Bool
        let decision: PlanDecision

        init(
            _ name: String, _ decision: PlanDecision, hasHome: Bool = true,
            criteria: @escaping @Sendable (inout PlanCriteria) -> Void = { _ in },
            token: (inout APIToken) -> Void = { _ in }
        ) {
            testDescription = name
            self.token = ItemDecisionTests.token(token)
            self.criteria = { PlanDecisionTests.criteria(criteria) }
            self.hasHome = hasHome
            self.decision = decision
        }
    }

    static let id = ItemDecisionTests.token().id

    static let cases = [
        Case("a policy without rules selects nothing", .leaveOut(.unmatched, rule: nil)) {
            $0.rules = []
            $0.isByPolicy = true
        },
        Case("a rule for a Workspace where nobody knows which one it is in", .leaveOut(.unclear, rule: 0)) {
            $0.rules[0].criteria.match = nil
            $0.rules[0].criteria.workspaces = ["cw1"]
        },
        Case("flags for a Workspace where nobody knows which one it is in", .leaveOut(.unclear, rule: nil)) {
            $0.selection.workspaces = ["cw1"]
        },
        Case(
            "a rule that skips by a role, where the server tells no roles", .leaveOut(.unclear, rule: 0),
            criteria: {
                $0.rules[0].criteria.match = nil
                $0.rules[0].criteria.roles = ["DEPLOYMENT_ADMIN"]
            }, token: { $0.roles = nil }),
        Case(
            "a rule for an age that cannot be read", .leaveOut(.unclear, rule: 1),
            token: { $0.lastRotatedAt = Timestamp("soon") }),
        Case("a rule for a Workspace that its name does not fit anyway", .rotate(rule: 1)) {
            $0.rules[0].criteria.workspaces = ["cw1"]
        },
        Case("the first rule that fits counts", .rotate(rule: 1)),
        Case("a later rule", .rotate(rule: 2), token: { $0.lastRotatedAt = recent }),
        Case(
            "no rule fits", .leaveOut(.unmatched, rule: nil),
            token: {
                $0.lastRotatedAt = recent
                $0.lastUsedAt = recent
            }),
        Case("a rule that skips", .leaveOut(.skipped, rule: 0), token: { $0.name = "Break-glass 1" }),
        Case("the credential in use", .leaveOut(.ownCredential, rule: 1), criteria: { $0.own = id }),
        Case(
            "the credential in use, which a rule skips", .leaveOut(.skipped, rule: 0), criteria: { $0.own = id },
            token: { $0.name = "break-glass" }),
        Case("being replaced", .leaveOut(.replacing, rule: 1), criteria: { $0.busy = [id] }),
        Case(
            "the credential in use, being replaced", .leaveOut(.ownCredential, rule: 1),
            criteria: {
                $0.own = id
                $0.busy = [id]
            }),
        Case("an unknown place", .leaveOut(.homeless, rule: 1), hasHome: false),
        Case("not selected, whatever the rules say", .ignore, criteria: { $0.selection.match = Glob("other") }),
        Case("selected by flags alone", .rotate(rule: nil), criteria: { $0.rules = [] }),
        Case(
            "the credential in use, selected by flags", .leaveOut(.ownCredential, rule: nil),
            criteria: {
                $0.rules = []
                $0.own = id
            }),
    ]

    static let recent = Timestamp("2026-02-28T00:00:00Z")

    @Test(
        "follows the first rule that matches, and skips the credential in use and tokens being replaced",
        arguments: cases)
    func decides(_ one: Case) {
        #expect(
            one.criteria().decide(one.token, workspaceID: { _ in nil }, hasHome: { _ in one.hasHome }, now: Self.now)
                == one.decision)
    }
}
