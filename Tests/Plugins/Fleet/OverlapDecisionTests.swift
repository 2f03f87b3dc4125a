import AstroAPI
import AstroTokens
import Foundation
import Kernel
import Testing

@testable import Fleet

@Suite("A worker's decision about an item with an overlap")
struct OverlapDecisionTests {
    typealias Items = ItemDecisionTests

    static let item = RotationPlan.Item(
        id: Items.token().id, name: "CI deploy", scope: "DEPLOYMENT", placeId: Items.home, placeName: "Production",
        fingerprint: RotationPlan.Fingerprint(Items.token()), endAt: nil, rule: nil, reason: "selected",
        action: .overlap, overlap: "7d")

    /// A token that replaces the item's.
    static func new(by who: String? = "robot", isUsed: Bool = false, _ shortToken: String = "new") -> APIToken {
        Items.token { token in
            token.id = "ctok000000000000000000002"
            token.description = "[replaces \(item.id) until finished #nonce]"
            token.createdBy = who.map { SubjectProfile(id: $0, fullName: $0) }
            token.shortToken = shortToken
            if isUsed { token.lastUsedAt = token.createdAt }
        }
    }

    static func decide(_ facts: ItemFacts, _ replacements: APIToken...) -> OverlapDecision {
        OverlapDecision.decide(item, facts, replacements: replacements)
    }

    @Test("is to create a token if nothing replaces the old one, and another if the new one's value is lost")
    func creates() {
        let facts = Items.facts(Items.token())
        #expect(Self.decide(facts) == .create(deleting: []))
        #expect(Self.decide(facts, Self.new()) == .create(deleting: [Self.new()]))
        #expect(Self.decide(facts, Self.new(by: "ROBOT")) == .create(deleting: [Self.new(by: "ROBOT")]))
    }

    @Test("is that it is done if a receipt names the new token's value")
    func done() {
        var facts = Items.facts(Items.token()) { $0.receipt = Items.receipt("new") }
        #expect(Self.decide(facts, Self.new()) == .done(Self.new()))
        #expect(Self.decide(facts, Self.new(isUsed: true)) == .done(Self.new(isUsed: true)))
        facts.receipt = Items.receipt("other")
        #expect(Self.decide(facts, Self.new()) == .create(deleting: [Self.new()]))
        facts.hasKeptValue = true
        #expect(Self.decide(facts, Self.new()) == .resume)
    }

    @Test("is to ask a person if the new token was used by somebody unknown")
    func unknown() {
        var facts = Items.facts(Items.token())
        guard case .unknown(let reason) = Self.decide(facts, Self.new(isUsed: true)) else {
            Issue.record("not unknown")
            return
        }
        #expect(reason.contains("was used"))
        facts.isForced = true
        #expect(Self.decide(facts, Self.new(isUsed: true)) == .create(deleting: [Self.new(isUsed: true)]))
        facts.isForced = false
        facts.own = nil
        if case .unknown = Self.decide(facts, Self.new()) { return }
        Issue.record("a token of nobody knows whom was deleted")
    }

    @Test("is to skip a token that somebody else replaced or changed, and to delete nothing of theirs")
    func skips() {
        let facts = Items.facts(Items.token())
        #expect(Self.decide(facts, Self.new(by: "Ada")) == .skip("being replaced since the plan, by Ada"))
        #expect(Self.decide(facts, Self.new(), Self.new(by: "Ada")) == .skip("being replaced since the plan, by Ada"))
        var forced = facts
        forced.isForced = true
        #expect(Self.decide(forced, Self.new(by: "Ada")) == .skip("being replaced since the plan, by Ada"))
        #expect(Self.decide(Items.facts(nil)) == .skip("deleted since the plan"))
        #expect(Self.decide(Items.facts(Items.rotated(by: "Ada"))) == .skip("rotated since the plan"))
        #expect(
            Self.decide(Items.facts(Items.token()) { $0.isBusy = true }) == .skip("being replaced since the plan"))
    }
}
