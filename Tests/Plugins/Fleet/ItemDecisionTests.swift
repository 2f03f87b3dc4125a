import AstroAPI
import Delivery
import Foundation
import Kernel
import Testing

@testable import Fleet

@Suite("A worker's decision about an item")
struct ItemDecisionTests {
    static let planned = Date(timeIntervalSince1970: 1_772_323_200)  // 2026-03-01
    static let home = "cdep000000000000000000001"

    /// The planned token: never rotated, and last changed by a person.
    static func token(_ change: (inout APIToken) -> Void = { _ in }) -> APIToken {
        let made = Timestamp("2026-01-05T10:00:00.000Z")
        var token = APIToken(
            id: "ctok000000000000000000001", name: "CI deploy", description: "", kind: .standard, scope: .deployment,
            shortToken: "old", createdAt: made, updatedAt: made, startAt: made,
            roles: [TokenRole(entityId: home, entityType: .deployment, role: "DEPLOYMENT_ADMIN")],
            updatedBy: SubjectProfile(id: "person", fullName: "Ada"))
        change(&token)
        return token
    }

    static func item(endAt: String? = nil) -> RotationPlan.Item {
        RotationPlan.Item(
            id: token().id, name: "CI deploy", scope: "DEPLOYMENT", placeId: home, placeName: "Production",
            fingerprint: RotationPlan.Fingerprint(token()), endAt: endAt, rule: nil, reason: "selected",
            action: .rotate, overlap: nil)
    }

    /// The token after somebody rotated it.
    static func rotated(
        by who: String?, shortToken: String = "new", editedAfter: Bool = false,
        _ change: (inout APIToken) -> Void = { _ in }
    ) -> APIToken {
        token { token in
            token.shortToken = shortToken
            token.lastRotatedAt = Timestamp("2026-03-01T01:00:00.400Z")
            token.updatedAt = Timestamp(editedAfter ? "2026-03-01T01:00:09.000Z" : "2026-03-01T01:00:00.900Z")
            token.updatedBy = who.map { SubjectProfile(id: $0, fullName: $0) }
            change(&token)
        }
    }

    static func facts(_ token: APIToken?, _ change: (inout ItemFacts) -> Void = { _ in }) -> ItemFacts {
        var facts = ItemFacts(now: planned.addingTimeInterval(7_200), madeAt: planned)
        facts.token = token
        facts.placeID = home
        facts.own = "robot"
        change(&facts)
        return facts
    }

    static func receipt(_ shortToken: String) -> Receipt {
        Receipt(plan: "p", id: token().id, shortToken: shortToken, destinations: [], deliveredAt: "")
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let facts: ItemFacts
        let decision: ItemDecision
        var item = ItemDecisionTests.item()

        init(_ name: String, _ facts: ItemFacts, _ decision: ItemDecision, endAt: String? = nil) {
            testDescription = name
            self.facts = facts
            self.decision = decision
            item = ItemDecisionTests.item(endAt: endAt)
        }
    }

    static let noWitness = ItemDecision.unknown("rotated since the plan, and the server does not say by whom")
    static let past = "2026-03-01T00:30:00.000Z"

    static let cases = [
        Case("as planned", facts(token()), .rotate),
        Case("as planned, edited since", facts(token { $0.updatedAt = Timestamp("2026-03-01T01:00:00Z") }), .rotate),
        Case("as planned, with an older receipt", facts(token()) { $0.receipt = receipt("x") }, .rotate),
        Case("as planned, with an old value that was kept", facts(token()) { $0.hasKeptValue = true }, .rotate),
        Case("gone", facts(nil), .skip("deleted since the plan")),
        Case("gone, to be redone", facts(nil) { $0.isForced = true }, .skip("deleted since the plan")),
        Case(
            "renamed", facts(token { $0.name = "break-glass" }), .skip("renamed since the plan, to 'break-glass'")),
        Case("renamed and redone", facts(token { $0.name = "x" }) { $0.isForced = true }, .rotate),
        Case("moved and redone", facts(rotated(by: "robot")) { ($0.placeID, $0.isForced) = ("cdep2", true) }, .rotate),
        Case(
            "renamed, with an old value that was kept", facts(token { $0.name = "x" }) { $0.hasKeptValue = true },
            .skip("renamed since the plan, to 'x'")),
        Case(
            "renamed after a delivery", facts(rotated(by: "robot") { $0.name = "x" }) { $0.receipt = receipt("new") },
            .done),
        Case(
            "renamed while this machine keeps its live value",
            facts(rotated(by: "person", editedAfter: true) { $0.name = "x" }) { $0.hasKeptValue = true }, .resume),
        Case(
            "renamed after a rotation of ours without a receipt",
            facts(rotated(by: "person", editedAfter: true) { $0.name = "x" }),
            .unknown(
                "rotated since the plan, and the server does not say by whom; renamed since the plan, to 'x'")),
        Case(
            "renamed before a rotation of ours without a receipt", facts(rotated(by: "robot") { $0.name = "x" }),
            .unknown("rotated since the plan, without a receipt, and renamed since the plan, to 'x'")),
        Case(
            "moved before a rotation of ours without a receipt", facts(rotated(by: "robot")) { $0.placeID = "cdep2" },
            .unknown("rotated since the plan, without a receipt, and moved since the plan")),
        Case(
            "expired after a rotation of ours without a receipt",
            facts(rotated(by: "robot") { $0.endAt = Timestamp(past) }),
            .unknown("rotated since the plan, without a receipt, and expired since the plan"), endAt: past),
        Case(
            "being replaced after a rotation of ours without a receipt",
            facts(rotated(by: "robot")) { $0.isBusy = true },
            .unknown("rotated since the plan, without a receipt, and being replaced since the plan")),
        Case(
            "renamed before somebody else rotated it", facts(rotated(by: "person") { $0.name = "x" }),
            .skip("rotated since the plan, by person")),
        Case("moved", facts(token()) { $0.placeID = "cdep2" }, .skip("moved since the plan")),
        Case("of another scope", facts(token { $0.scope = .workspace }), .skip("moved since the plan")),
        Case("being replaced", facts(token()) { $0.isBusy = true }, .skip("being replaced since the plan")),
        Case(
            "expired since the plan", facts(token { $0.endAt = Timestamp(past) }), .skip("expired since the plan"),
            endAt: past),
        Case(
            "expired before the plan", facts(token { $0.endAt = Timestamp("2026-02-01T00:00:00Z") }), .rotate,
            endAt: "2026-02-01T00:00:00Z"),
        Case("delivered by a worker", facts(rotated(by: "robot")) { $0.receipt = receipt("new") }, .done),
        Case(
            "delivered by a worker, edited since",
            facts(rotated(by: "person", editedAfter: true)) { $0.receipt = receipt("new") }, .done),
        Case("rotated by us, without a receipt", facts(rotated(by: "robot")), .rotate),
        Case("rotated by us, in another case of the ID", facts(rotated(by: "ROBOT")), .rotate),
        Case(
            "rotated by us, with the receipt of an earlier value",
            facts(rotated(by: "robot")) { $0.receipt = receipt("before") }, .rotate),
        Case("rotated by us, edited by us since", facts(rotated(by: "robot", editedAfter: true)), noWitness),
        Case("rotated by us, edited by another since", facts(rotated(by: "person", editedAfter: true)), noWitness),
        Case("rotated, kept by this machine", facts(rotated(by: "robot")) { $0.hasKeptValue = true }, .resume),
        Case(
            "rotated and edited by another, kept by this machine",
            facts(rotated(by: "person", editedAfter: true)) { $0.hasKeptValue = true }, .resume),
        Case("rotated by another", facts(rotated(by: "person")), .skip("rotated since the plan, by person")),
        Case("rotated by nobody known", facts(rotated(by: nil)), noWitness),
        Case("rotated, and we don't know who we are", facts(rotated(by: "robot")) { $0.own = nil }, noWitness),
        Case("rotated, to be redone", facts(rotated(by: "person")) { $0.isForced = true }, .rotate),
        Case(
            "done, to be redone",
            facts(rotated(by: "robot")) {
                $0.isForced = true
                $0.receipt = receipt("new")
            }, .rotate),
        Case(
            "another value without the time of a rotation", facts(token { $0.shortToken = "new" }),
            .unknown("its value changed, but the server does not say when it was rotated")),
        Case(
            "a rotation without a value's name, and an empty receipt",
            facts(rotated(by: "person", shortToken: "")) { $0.receipt = receipt("") },
            .skip("rotated since the plan, by person")),
        Case("times that cannot be read", facts(rotated(by: "robot") { $0.updatedAt = Timestamp("x") }), noWitness),
    ]

    @Test("follows from the facts", arguments: cases)
    func decides(_ one: Case) {
        #expect(ItemDecision.decide(one.item, one.facts) == one.decision)
    }
}

@Suite("The shards of a plan")
struct ShardTests {
    @Test("contain each item exactly once, the same in every version")
    func hash() {
        #expect(Shard.hash("ctoken00000000000cideploy") == 0x3497c873ac1502c2)
        let ids = (0..<1_000).map { "ctok\($0)" }
        for count in [1, 2, 16, 256] {
            let sizes = (0..<count).map { index in ids.count { Shard(index: index, count: count).holds($0) } }
            #expect(sizes.reduce(0, +) == ids.count)
        }
    }

    @Test(
        "are read from the variables of schedulers",
        arguments: [
            (["ASTRO_SHARD": "3/4"], 3, 4), (["JOB_COMPLETION_INDEX": "0", "ASTRO_SHARD_COUNT": "2"], 0, 2),
            (["CI_NODE_INDEX": "1", "CI_NODE_TOTAL": "3"], 0, 3), (["CI_NODE_INDEX": "3", "CI_NODE_TOTAL": "3"], 2, 3),
            (["ASTRO_SHARD": "1/2", "CI_NODE_INDEX": "9"], 1, 2),
        ] as [([String: String], Int, Int)])
    func auto(variables: [String: String], index: Int, count: Int) throws {
        let environment = Environment(variables: variables, names: ProgramNames("astro"))
        #expect(try ShardChoice.auto.shard(environment) == Shard(index: index, count: count))
    }

    @Test(
        "are refused if half of a pair is missing, or if the number is too high",
        arguments: [
            [:], ["JOB_COMPLETION_INDEX": "0"], ["ASTRO_SHARD_COUNT": "2"],
            ["CI_NODE_INDEX": "0", "CI_NODE_TOTAL": "3"],
            ["CI_NODE_INDEX": "4", "CI_NODE_TOTAL": "3"], ["ASTRO_SHARD": "4/4"], ["ASTRO_SHARD": "x"],
            ["JOB_COMPLETION_INDEX": "2", "ASTRO_SHARD_COUNT": "2"],
        ] as [[String: String]])
    func refused(variables: [String: String]) {
        #expect(throws: CommandError.self) {
            try ShardChoice.auto.shard(Environment(variables: variables, names: ProgramNames("astro")))
        }
    }

    @Test("are parsed only from I/N", arguments: ["", "1", "1/", "/2", "2/2", "-1/2", "1/0", "1/2/3", "a/b"])
    func word(word: String) {
        #expect(ShardChoice(argument: word) == nil)
    }
}
