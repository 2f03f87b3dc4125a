#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import AstroAPI
import AstroPlaces
import Kernel

/// A judgment of a mark: whether the old token may be deleted without confirmation.
package struct OverlapClaim {
    /// What may be done.
    package enum Verdict: Equatable, Sendable {
        /// Nothing is deleted, even on request, for this reason.
        case void(String)
        /// A person must confirm, for these reasons.
        case unconfirmed([String])
        /// The overlap has not ended yet.
        case pending
        /// The new token is not known to have been used.
        case unused
        /// The old token may be deleted.
        case due
    }

    /// The token with the mark.
    package var new: APIToken
    /// The token that the mark names; nil if it is gone.
    package var old: APIToken?
    package var mark: OverlapMark
    /// The credential's own ID on the server; nil if unknown.
    package var own: String?
    /// The ID of the token that is the credential in use; nil for a person.
    package var ownToken: String?
    /// This machine's record of the overlap, if it began it.
    package var record: Overlap?
    /// The time by the server's clock.
    package var now: Date

    package init(
        new: APIToken, old: APIToken?, mark: OverlapMark, own: String?, ownToken: String?, record: Overlap?, now: Date
    ) {
        self.new = new
        self.old = old
        self.mark = mark
        self.own = own
        self.ownToken = ownToken
        self.record = record
        self.now = now
    }

    /// Decides.
    package var verdict: Verdict {
        if let reason = flaw { return .void(reason) }
        let doubts = doubts
        guard doubts.isEmpty else { return .unconfirmed(doubts) }
        guard let due = mark.due, due <= now else { return .pending }
        return isUsed || record?.isVerified == true ? .due : .unused
    }

    /// Whether the new token was used; an unreadable time, or one before its creation, proves nothing.
    private var isUsed: Bool {
        guard let used = new.lastUsedAt?.date, let created = new.createdAt.date else { return false }
        return used >= created.addingTimeInterval(-Self.tolerance)
    }

    /// The largest difference between two server times that count as the same moment, in seconds.
    private static let tolerance: TimeInterval = 60

    /// The reason why the mark is void, if it is.
    private var flaw: String? {
        if mark.oldID == new.id { return "it names itself as the token to replace" }
        if let record {
            guard record.oldID == mark.oldID else {
                return "its description names \(mark.oldID), but this machine started replacing \(record.oldID) with it"
            }
            return nil
        }
        if mark.oldID == ownToken { return Self.inUse }
        return old == nil ? Self.gone : nil
    }

    /// Why a mark is void if it replaces the credential in use.
    package static let inUse = "the token to delete is the credential in use"

    /// Why the mark of a token whose old one is gone is void.
    package static let gone = "the old token no longer exists"

    /// The reasons for a person to check before the old token is deleted; if this machine began the overlap, only
    /// whether the mark is unchanged.
    package var doubts: [String] {
        if let nonce = record?.nonce {
            return (mark.nonce == nonce ? [] : ["somebody rewrote its description"]) + [validity].compactMap(\.self)
        }
        guard record == nil, let old else { return [validity].compactMap(\.self) }
        return [creator, editor, validity, order(after: old)].compactMap(\.self) + differences(from: old)
    }

    /// Why the new token does not work, if it doesn't.
    private var validity: String? {
        if let end = new.endAt?.date, end <= now { return "it has expired" }
        if let start = new.startAt.date, start > now.addingTimeInterval(Self.tolerance) {
            return "it is not valid before \(start.rfc3339)"
        }
        return nil
    }

    /// Returns why the old token may be in use again, if it may.
    private func order(after old: APIToken) -> String? {
        guard let created = new.createdAt.date?.addingTimeInterval(Self.tolerance) else { return nil }
        if let rotated = old.lastRotatedAt?.date, rotated > created {
            return "the old token got a new value after it was created"
        }
        return (old.createdAt.date.map { $0 > created } ?? false) ? "the old token was created after it" : nil
    }

    /// Whether the credential in use created the new token.
    package var isOwn: Bool { own.map { $0.lowercased() == new.createdBy?.id.lowercased() } ?? false }

    private var creator: String? {
        if isOwn { return nil }
        guard own != nil else { return "the server does not say whether the credential in use created it" }
        guard let creator = new.createdBy else { return "the server does not say who created it" }
        return "\(creator.displayName.shortened) created it, not the credential in use"
    }

    /// Why the mark may come from somebody else: anyone who can change a token can write one into its description.
    private var editor: String? {
        guard isOwn, let editor = new.updatedBy, editor.id.lowercased() != own?.lowercased() else { return nil }
        return "\(editor.displayName.shortened) changed it last, not the credential in use"
    }

    private func differences(from old: APIToken) -> [String] {
        var differences: [String] = []
        if new.name != old.name { differences.append("its name is not the old one's, '\(old.name.shortened)'") }
        if new.scope != old.scope { differences.append("its scope is \(new.scope), the old one's is \(old.scope)") }
        if new.scope == old.scope, new.homeID != old.homeID || new.scope != .organization && new.homeID == nil {
            differences.append("it belongs to another place")
        }
        if new.kind != old.kind { differences.append("its kind is \(new.kind), the old one's is \(old.kind)") }
        // Agent tokens have none.
        guard new.agentsDeploymentID == nil else { return differences }
        guard let needed = old.knownRoles, let roles = new.knownRoles else {
            return differences + ["the server does not say which roles both have"]
        }
        let missing = needed.subtracting(roles)
        guard !missing.isEmpty else { return differences }
        let names = Set(missing.map(\.role)).sorted().joined(separator: ", ")
        return differences + ["it lacks roles of the old one: \(names)"]
    }
}

extension APIToken {
    /// Its roles; nil if some of them are unknown.
    fileprivate var knownRoles: Set<TokenRole>? {
        guard let roles, !hasUnreadableRoles else { return nil }
        return Set(
            roles.map { role in
                var role = role
                role.entityId = role.entityId.lowercased()
                return role
            })
    }
}
