import AstroAPI
import AstroPlaces
import Foundation
import Kernel
import Testing

@testable import AstroTokens

@Suite("A selection of tokens")
struct TokenCriteriaTests {
    static let now = Date(timeIntervalSince1970: 1_772_323_200)  // 2026-03-01

    /// A token of a Deployment that was created 60 days ago and never used.
    static func token(_ change: (inout APIToken) -> Void = { _ in }) -> APIToken {
        let made = moment(-60)
        var token = APIToken(
            id: "ctok000000000000000000001", name: "CI deploy", description: "", kind: .standard, scope: .deployment,
            shortToken: "abc", createdAt: made, updatedAt: made, startAt: made,
            roles: [TokenRole(entityId: "cdep1", entityType: .deployment, role: "DEPLOYMENT_ADMIN")],
            createdBy: SubjectProfile(id: "u1", fullName: "Ada Lovelace", username: "ada@acme.example"))
        change(&token)
        return token
    }

    static func moment(_ days: Double) -> Timestamp { Timestamp(now.addingTimeInterval(days * 86_400)) }

    static func criteria(_ change: (inout TokenCriteria) -> Void) -> TokenCriteria {
        var criteria = TokenCriteria()
        change(&criteria)
        return criteria
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let criteria: TokenCriteria
        let token: APIToken
        let fits: Bool

        init(
            _ name: String, _ fits: Bool, token: (inout APIToken) -> Void = { _ in },
            _ change: (inout TokenCriteria) -> Void
        ) {
            testDescription = name
            criteria = TokenCriteriaTests.criteria(change)
            self.token = TokenCriteriaTests.token(token)
            self.fits = fits
        }
    }

    static let day = Duration.seconds(86_400)

    static let cases = [
        Case("nothing is set", true) { _ in },
        Case("its scope", true) { $0.scopes = [.deployment, .workspace] },
        Case("another scope", false) { $0.scopes = [.organization] },
        Case("a scope that is newer than this program", false, token: { $0.scope = .init(rawValue: "GALAXY") }) {
            $0.scopes = [.deployment, .workspace, .organization]
        },
        Case("its Deployment", true) { $0.deployments = ["cdep1", "cdep2"] },
        Case("another Deployment", false) { $0.deployments = ["cdep2"] },
        Case("a Deployment where an Organization's token has a role", false, token: { $0.scope = .organization }) {
            $0.deployments = ["cdep1"]
        },
        Case("a Deployment, of a token whose roles are unknown", false, token: { $0.roles = nil }) {
            $0.deployments = ["cdep1"]
        },
        Case("a Deployment, of a token with unreadable roles", false, token: { $0.hasUnreadableRoles = true }) {
            $0.deployments = ["cdep1"]
        },
        Case("its Workspace", true) { $0.workspaces = ["cwsp1"] },
        Case("another Workspace", false) { $0.workspaces = ["cwsp2"] },
        Case("a pattern for its name, in any case", true) { $0.match = Glob("ci *") },
        Case("a pattern that only its ID matches", false) { $0.match = Glob("ctok*") },
        Case("its role, in any case", true) { $0.roles = ["DEPLOYMENT_ADMIN"] },
        Case("another role", false) { $0.roles = ["DEPLOYMENT_VIEWER"] },
        Case("its kind", true) { $0.kinds = [.standard] },
        Case("another kind", false) { $0.kinds = [.directAccess] },
        Case("who created it, by name", true) { $0.creators = ["ada lovelace"] },
        Case("who created it, by login", true) { $0.creators = ["ada@acme.example"] },
        Case("somebody else", false) { $0.creators = ["grace"] },
        Case("nobody known", false, token: { $0.createdBy = nil }) { $0.creators = ["ada lovelace"] },
        Case("older than its age", false) { $0.olderThan = day * 60 },
        Case("older than less", true) { $0.olderThan = day * 59 },
        Case("older, but rotated since", false, token: { $0.lastRotatedAt = moment(-1) }) { $0.olderThan = day * 59 },
        Case("older, where no time can be read", false, token: { $0.createdAt = Timestamp("soon") }) {
            $0.olderThan = day
        },
        Case("expired", true, token: { $0.endAt = moment(-1) }) { $0.isExpired = true },
        Case("expired, at that very moment", true, token: { $0.endAt = moment(0) }) { $0.isExpired = true },
        Case("not expired yet", false, token: { $0.endAt = moment(1) }) { $0.isExpired = true },
        Case("never expires", false) { $0.isExpired = true },
        Case("expires within a week", true, token: { $0.endAt = moment(7) }) { $0.expiresWithin = day * 7 },
        Case("expires later", false, token: { $0.endAt = moment(8) }) { $0.expiresWithin = day * 7 },
        Case("has expired already", false, token: { $0.endAt = moment(-1) }) { $0.expiresWithin = day * 7 },
        Case("never used", true) { $0.isNeverUsed = true },
        Case("used once", false, token: { $0.lastUsedAt = moment(-50) }) { $0.isNeverUsed = true },
        Case("unused for a month", true, token: { $0.lastUsedAt = moment(-31) }) { $0.unusedFor = day * 30 },
        Case("used this month", false, token: { $0.lastUsedAt = moment(-29) }) { $0.unusedFor = day * 30 },
        Case("never used, and younger than that", false) { $0.unusedFor = day * 61 },
        Case("fits one and not the other", false) {
            $0.match = Glob("CI*")
            $0.scopes = [.workspace]
        },
    ]

    @Test("a token matches if it meets every criterion", arguments: cases)
    func fits(_ one: Case) {
        #expect(one.criteria.fits(one.token, workspaceID: { _ in "cwsp1" }, now: Self.now) == one.fits)
    }

    static let unclear = [
        Case("a role, where no roles are told", false, token: { $0.roles = nil }) { $0.roles = ["DEPLOYMENT_ADMIN"] },
        Case("a role, where some roles cannot be read", false, token: { $0.hasUnreadableRoles = true }) {
            $0.roles = ["DEPLOYMENT_VIEWER"]
        },
        Case("a Deployment, where no roles are told", false, token: { $0.roles = nil }) { $0.deployments = ["cdep1"] },
        Case("a kind, where none is told", false, token: { $0.kind = .init(rawValue: "") }) { $0.kinds = [.standard] },
        Case("a name, where none is told", false, token: { $0.name = "" }) { $0.match = Glob("ci *") },
        Case("a creator, where none is told", false, token: { $0.createdBy = nil }) { $0.creators = ["ada"] },
        Case("an age that cannot be read", false, token: { $0.lastRotatedAt = Timestamp("") }) { $0.olderThan = day },
        Case("an expiry that cannot be read", false, token: { $0.endAt = Timestamp("soon") }) { $0.isExpired = true },
        Case("an end to come that cannot be read", false, token: { $0.endAt = Timestamp("soon") }) {
            $0.expiresWithin = day
        },
        Case(
            "whether it was ever used, where the last use cannot be read", false,
            token: { $0.lastUsedAt = Timestamp("") }
        ) { $0.isNeverUsed = true },
        Case("a scope, where none is told", false, token: { $0.scope = .init(rawValue: "") }) {
            $0.scopes = [.deployment]
        },
        Case("a Deployment, where no scope is told", false, token: { $0.scope = .init(rawValue: "") }) {
            $0.deployments = ["cdep1"]
        },
        Case("a last use that cannot be read", false, token: { $0.lastUsedAt = Timestamp("soon") }) {
            $0.unusedFor = day
        },
    ]

    @Test("a token with incomplete data is neither selected nor ruled out", arguments: unclear)
    func judges(_ one: Case) {
        let judgement = one.criteria.judge(one.token, workspaceID: { _ in nil }, now: Self.now)
        #expect(judgement == nil)
        #expect(!one.criteria.fits(one.token, now: Self.now))
    }

    @Test("one criterion that a token fails rules it out, even if others can't be judged", arguments: unclear)
    func settles(_ one: Case) {
        var criteria = one.criteria
        if criteria.kinds.isEmpty { criteria.kinds = [.directAccess] } else { criteria.match = Glob("other") }
        #expect(criteria.judge(one.token, workspaceID: { _ in nil }, now: Self.now) == false)
    }

    @Test("a token whose Workspace is unknown matches no Workspace")
    func unknownWorkspace() {
        #expect(
            !Self.criteria { $0.workspaces = ["cwsp1"] }.fits(Self.token(), workspaceID: { _ in nil }, now: Self.now))
    }

    @Test("a token with roles in two Deployments has no home")
    func home() {
        let other = TokenRole(entityId: "cdep2", entityType: .deployment, role: "DEPLOYMENT_ADMIN")
        #expect(Self.token().home(in: "corg1") == TokenPlace(scope: .deployment, id: "cdep1"))
        #expect(Self.token { $0.roles?.append(other) }.home(in: "corg1") == nil)
        #expect(Self.token { $0.scope = .organization }.home(in: "corg1")?.id == "corg1")
    }

    @Test("a Workspace needs a credential that may list Deployments, unless theirs are not asked for")
    func workspaces() throws {
        let blind = PlaceNames(deployments: nil, workspaces: [])
        let error = #expect(throws: CommandError.self) { try blind.requireWorkspaces(["W"], of: TokenCriteria()) }
        #expect(error?.exitCode == .unauthorized)
        try blind.requireWorkspaces([], of: TokenCriteria())
        try blind.requireWorkspaces(["W"], of: Self.criteria { $0.scopes = [.workspace] })
        try PlaceNames(deployments: [], workspaces: []).requireWorkspaces(["W"], of: TokenCriteria())
    }
}
