import AstroAPI
import AstroTokens
import Delivery
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
    static func new(
        _ shortToken: String = "new", by who: String? = "robot", isUsed: Bool = false
    ) -> APIToken {
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
        #expect(Self.decide(facts, Self.new()) == .done(Self.new(), deleting: []))
        #expect(Self.decide(facts, Self.new(isUsed: true)) == .done(Self.new(isUsed: true), deleting: []))
        facts.receipt = Items.receipt("other")
        #expect(Self.decide(facts, Self.new()) == .create(deleting: [Self.new()]))
        facts.hasKeptValue = true
        #expect(Self.decide(facts, Self.new()) == .resume)
    }

    @Test("is done where a receipt names the new token, whether or not that is marked, and by its value alone")
    func named() {
        var facts = Items.facts(Items.token()) { $0.receipt = Items.receipt("new") }
        facts.receipt?.newId = Self.new().id
        var unmarked = Self.new()
        unmarked.description = ""
        #expect(Self.decide(facts, unmarked) == .done(unmarked, deleting: []))
        var renamed = facts
        renamed.token?.name = "other"
        #expect(Self.decide(renamed, unmarked) == .done(unmarked, deleting: []))
        #expect(Self.decide(facts, Self.new("later")) == .create(deleting: [Self.new("later")]))
        facts.receipt?.newId = "ctok000000000000000000009"
        #expect(Self.decide(facts, Self.new()) == .create(deleting: [Self.new()]))
    }

    @Test("reads the receipts of earlier versions, which do not name the new token")
    func released() throws {
        let line = #"{"deliveredAt":"","destinations":[],"id":"a","plan":"p","shortToken":"new"}"#
        let receipt = try #require(StateJSON.value(Receipt.self, in: Data(line.utf8)))
        #expect(receipt.newId == nil && Self.new().isDelivered(receipt))
    }

    @Test("deletes what stands beside a delivered token and nobody used, and asks about what was used")
    func beside() {
        var other = Self.new("other")
        other.id = "ctok000000000000000000003"
        let facts = Items.facts(Items.token()) { $0.receipt = Items.receipt("new") }
        #expect(Self.decide(facts, other, Self.new()) == .done(Self.new(), deleting: [other]))
        other.lastUsedAt = other.createdAt
        guard case .unknown = Self.decide(facts, other, Self.new()) else {
            Issue.record("a token in use was passed over")
            return
        }
    }

    @Test("does an item again whose destination it has written over, whatever the receipt tells")
    func overwritten() {
        let facts = Items.facts(Items.token()) {
            $0.receipt = Items.receipt("new")
            $0.isOverwritten = true
        }
        #expect(Self.decide(facts, Self.new(isUsed: true)) == .create(deleting: [Self.new(isUsed: true)]))
    }

    @Test("leaves a renamed token alone only while nothing was begun for it")
    func renamed() {
        let facts = Items.facts(Items.token { $0.name = "other" })
        #expect(Self.decide(facts) == .skip("renamed since the plan, to 'other'"))
        for begun in [Self.decide(facts, Self.new()), Self.decide(Items.facts(facts.token) { $0.hasKeptValue = true })]
        {
            guard case .unknown(let reason) = begun else {
                Issue.record("\(begun)")
                continue
            }
            #expect(reason.hasPrefix("renamed since the plan, to 'other', and nobody may have the value"))
        }
    }

    @Test("the newest of several tokens stays, by what every worker reads from the server")
    func newest() {
        var later = Self.new()
        later.createdAt = Timestamp("2026-01-05T10:00:00.001Z")
        #expect(later.isNewer(than: Self.new()) && !Self.new().isNewer(than: later))
        var twin = Self.new()
        twin.id = "ctok000000000000000000003"
        #expect(twin.isNewer(than: Self.new()) && !Self.new().isNewer(than: twin))
    }

    @Test("asks a person where the new token was used and nothing tells by whom")
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
