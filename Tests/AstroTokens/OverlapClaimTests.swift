import AstroAPI
import Foundation
import Testing

@testable import AstroTokens

@Suite("Whether the old token of a mark may be deleted without asking")
struct OverlapClaimTests {
    static let now = Date(timeIntervalSince1970: 1_772_357_400)
    static let oldID = "ctok000000000000000000001"
    static let newID = "ctok000000000000000000002"

    static func role(_ name: String = "DEPLOYMENT_ADMIN", in place: String = "cdep1") -> TokenRole {
        TokenRole(entityId: place, entityType: .deployment, role: name)
    }

    static func token(_ id: String, _ change: (inout APIToken) -> Void = { _ in }) -> APIToken {
        let made = Timestamp("2026-01-05T10:00:00Z")
        var token = APIToken(
            id: id, name: "CI deploy", description: "", kind: .standard, scope: .deployment, shortToken: "s",
            createdAt: made, updatedAt: made, startAt: made, lastUsedAt: made, roles: [role()],
            createdBy: SubjectProfile(id: "robot", apiTokenName: "Robot"))
        change(&token)
        return token
    }

    static func claim(_ change: (inout OverlapClaim) -> Void = { _ in }) -> OverlapClaim {
        var claim = OverlapClaim(
            new: token(newID), old: token(oldID), mark: OverlapMark(oldID: oldID, due: now, nonce: "nonce"),
            own: "robot", ownToken: "robot", record: nil, now: now)
        change(&claim)
        return claim
    }

    static func record(_ oldID: String = oldID, isVerified: Bool? = nil) -> Overlap {
        Overlap(
            context: "c", organizationID: "o", scope: "deployment", placeID: "cdep1", name: "CI deploy", oldID: oldID,
            newID: newID, begin: now, due: now, isVerified: isVerified)
    }

    @Test("it may if the credential in use created its equal, which was used, and the overlap has ended")
    func due() {
        #expect(Self.claim().verdict == .due)
        #expect(Self.claim { $0.own = "ROBOT" }.verdict == .due)
        #expect(
            Self.claim { $0.new.roles?.append(TokenRole(entityId: "dag1", entityType: .dag, role: "DAG_VIEWER")) }
                .verdict == .due)
        #expect(Self.claim { $0.old?.roles = [Self.role(in: "CDEP1")] }.verdict == .due)
    }

    @Test(
        "an implausible time of use doesn't count",
        arguments: ["", "garbage", "0001-01-01T00:00:00Z", "2026-01-04T10:00:00Z"])
    func unusedTimes(text: String) {
        #expect(Self.claim { $0.new.lastUsedAt = Timestamp(text) }.verdict == .unused)
    }

    @Test("a new token that doesn't work, or is older than the old one, needs confirmation")
    func invalid() {
        func doubts(_ change: (inout OverlapClaim) -> Void) -> [String]? {
            guard case .unconfirmed(let doubts) = Self.claim(change).verdict else { return nil }
            return doubts
        }
        let (past, later) = (Timestamp("2026-02-01T00:00:00Z"), Timestamp("2027-01-01T00:00:00Z"))
        #expect(doubts { $0.new.endAt = past } == ["it has expired"])
        #expect(doubts { $0.new.startAt = later } == ["it is not valid before 2027-01-01T00:00:00Z"])
        #expect(doubts { $0.old?.lastRotatedAt = past } == ["the old token got a new value after it was created"])
        #expect(doubts { $0.old?.createdAt = past } == ["the old token was created after it"])
        #expect(
            doubts {
                $0.new.endAt = past
                $0.record = Self.record()
            } == ["it has expired"])
    }

    @Test("it is kept until the overlap has ended, and until the new token was used")
    func waits() {
        let later = Self.now.addingTimeInterval(1)
        #expect(Self.claim { $0.mark = OverlapMark(oldID: Self.oldID, due: later, nonce: nil) }.verdict == .pending)
        #expect(Self.claim { $0.mark = OverlapMark(oldID: Self.oldID, due: nil, nonce: nil) }.verdict == .pending)
        #expect(Self.claim { $0.new.lastUsedAt = nil }.verdict == .unused)
        #expect(
            Self.claim {
                $0.new.lastUsedAt = nil
                $0.record = Self.record(isVerified: true)
            }.verdict == .due)
    }

    struct Doubt: Sendable, CustomTestStringConvertible {
        let words: String
        let change: @Sendable (inout OverlapClaim) -> Void
        var testDescription: String { words }
    }

    static let doubts = [
        Doubt(words: "Mallory created it") { $0.new.createdBy = SubjectProfile(id: "m", fullName: "Mallory") },
        Doubt(words: "Mallory changed it last") { $0.new.updatedBy = SubjectProfile(id: "m", fullName: "Mallory") },
        Doubt(words: "its name is not the old one's") { $0.new.name = "helper" },
        Doubt(words: "not say who created it") { $0.new.createdBy = nil },
        Doubt(words: "whether the credential in use created it") { $0.own = nil },
        Doubt(words: "its scope is WORKSPACE") { $0.new.scope = .workspace },
        Doubt(words: "another place") { $0.new.roles = [role(in: "cdep2"), role(in: "cdep1")] },
        Doubt(words: "another place") { $0.new.roles = [role(in: "cdep2")] },
        Doubt(words: "its kind is DIRECT_ACCESS") { $0.new.kind = .directAccess },
        Doubt(words: "lacks roles of the old one: DAG_VIEWER") {
            $0.old?.roles?.append(TokenRole(entityId: "dag1", entityType: .dag, role: "DAG_VIEWER"))
        },
        Doubt(words: "lacks roles of the old one: DEPLOYMENT_ADMIN") { $0.new.roles = [role("DEPLOYMENT_VIEWER")] },
        Doubt(words: "which roles both have") { $0.old?.roles = nil },
        Doubt(words: "which roles both have") { $0.new.hasUnreadableRoles = true },
    ]

    @Test("anything doubtful needs confirmation, unless this machine began the overlap", arguments: doubts)
    func unconfirmed(doubt: Doubt) {
        guard case .unconfirmed(let reasons) = Self.claim(doubt.change).verdict else {
            Issue.record("\(Self.claim(doubt.change).verdict)")
            return
        }
        #expect(reasons.contains { $0.contains(doubt.words) }, "\(reasons)")
        var known = Self.claim(doubt.change)
        known.record = Self.record()
        #expect(known.verdict == .due)
    }

    @Test("a mark that somebody rewrote needs confirmation, even if this machine wrote it first")
    func forged() {
        var record = Self.record()
        record.nonce = "nonce"
        #expect(Self.claim { $0.record = record }.verdict == .due)
        let forged = Self.claim {
            $0.record = record
            $0.mark = OverlapMark(oldID: Self.oldID, due: Self.now, nonce: nil)
        }
        #expect(forged.verdict == .unconfirmed(["somebody rewrote its description"]))
    }

    @Test("it may not if the mark names itself, the credential in use, or a deleted token")
    func void() {
        let claims = [
            Self.claim { $0.mark = OverlapMark(oldID: Self.newID, due: Self.now, nonce: nil) },
            Self.claim { $0.ownToken = Self.oldID },
            Self.claim { $0.old = nil },
            Self.claim { $0.record = Self.record("ctok000000000000000000009") },
        ]
        for claim in claims {
            if case .void = claim.verdict { continue }
            Issue.record("\(claim.verdict)")
        }
    }

    @Test("marks from another place, scope or kind don't keep a token from being rotated")
    func busy() {
        let marked = { (change: (inout APIToken) -> Void) in
            Self.token(Self.newID) { token in
                token.description = "x [replaces \(Self.oldID) until finished]"
                change(&token)
            }
        }
        let old = Self.token(Self.oldID)
        func busy(_ new: APIToken) -> Set<String> { MarkedReplacements([old, new]).busy([old, new]) }
        #expect(busy(marked { _ in }) == [Self.oldID, Self.newID])
        #expect(busy(marked { $0.roles = [Self.role(in: "cdep2")] }) == [])
        #expect(busy(marked { $0.kind = .directAccess }) == [])
        #expect(busy(marked { $0.scope = .workspace }) == [])
        let itself = marked { $0.description = "[replaces \(Self.newID) until finished]" }
        #expect(busy(itself) == [])
    }
}
