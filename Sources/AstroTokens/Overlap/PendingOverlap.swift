#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import AstroAPI
import Kernel

/// An overlap from this machine's record, the new token's mark, or both.
package struct PendingOverlap: Sendable {
    package var overlap: Overlap
    /// Whether this machine began it.
    package let isRecorded: Bool
    /// The creator of the new token; nil if the server was not asked or does not say.
    package let creator: SubjectProfile?
    /// What may be done about it.
    package let verdict: OverlapClaim.Verdict

    /// Creates one from a record alone.
    init(_ record: Overlap, now: Date) {
        overlap = record
        isRecorded = true
        creator = nil
        verdict = record.due.map { $0 <= now } == true ? .due : .pending
    }

    init(_ overlap: Overlap, isRecorded: Bool, creator: SubjectProfile?, verdict: OverlapClaim.Verdict) {
        self.overlap = overlap
        self.isRecorded = isRecorded
        self.creator = creator
        self.verdict = verdict
    }

    /// Why it can't be finished without confirmation, in words; nil if it can.
    package var doubt: String? {
        switch verdict {
        case .void(let reason): reason
        case .unconfirmed(let reasons): reasons.joined(separator: "; ")
        case .pending, .unused, .due: nil
        }
    }

    /// Both tokens, and who claims that one replaces the other.
    package var claim: String {
        let who = creator.map { ", created by \($0.displayName.shortened)," } ?? ""
        return "the token '\(overlap.name)' (\(overlap.newID))\(who) is said to replace \(overlap.oldID)"
    }
}

/// An overlap as a row of a list.
package struct OverlapRow: Encodable, Sendable {
    let newID: String
    let oldID: String
    let name: String
    let state: String
    let why: String?
    let createdBy: String?
    let scope: String
    let placeID: String
    let placeName: String?
    let begin: Date
    let due: Date?
    let isVerified: Bool?
    let context: String
    let organizationID: String

    init(_ pending: PendingOverlap, placeName: String?) {
        let overlap = pending.overlap
        newID = overlap.newID
        oldID = overlap.oldID
        name = overlap.name
        state = pending.verdict.word
        why = pending.doubt
        createdBy = pending.creator?.displayName
        scope = overlap.scope
        placeID = overlap.placeID
        self.placeName = overlap.placeName ?? placeName
        begin = overlap.begin
        due = overlap.due
        isVerified = overlap.isVerified
        context = overlap.context
        organizationID = overlap.organizationID
    }

    static let columns = [
        Column<OverlapRow>("newID", "NEW ID") { $0.newID },
        Column<OverlapRow>("oldID", "OLD ID") { $0.oldID },
        Column<OverlapRow>("name", "NAME") { $0.name },
        Column<OverlapRow>("placeID", "PLACE ID") { $0.placeID },
        Column<OverlapRow>("begin", "SINCE", .moment) { $0.begin.rfc3339 },
        Column<OverlapRow>("due", "OLD WORKS UNTIL", .moment) { $0.due?.rfc3339 ?? "" }
            .inTables { $0.due?.rfc3339 ?? "manual" },
        Column<OverlapRow>("state", "STATE") { $0.state },
        Column<OverlapRow>("placeName", "WHERE") { $0.placeName ?? "" }.inTables { $0.placeName ?? $0.placeID },
        Column<OverlapRow>("createdBy", "CREATED BY", shown: .wide) { $0.createdBy ?? "" },
        Column<OverlapRow>("why", "WHY", shown: .wide) { $0.why ?? "" },
        Column<OverlapRow>("isVerified", "VERIFIED", shown: .never) { $0.isVerified.map(String.init) ?? "" },
        Column<OverlapRow>("scope", "SCOPE", shown: .never) { $0.scope },
        Column<OverlapRow>("context", "CONTEXT", shown: .never) { $0.context },
        Column<OverlapRow>("organizationID", "ORGANIZATION", shown: .never) { $0.organizationID },
    ]

    /// The columns on a terminal.
    static let screen = ScreenColumns(
        ["name", "placeName", "begin", "due", "state", "newID", "oldID"], leavingOut: ["oldID", "newID", "begin"],
        wide: ["createdBy", "why"])
}

extension OverlapClaim.Verdict {
    /// Its name in lists.
    fileprivate var word: String {
        switch self {
        case .void: "void"
        case .unconfirmed: "unconfirmed"
        case .pending: "pending"
        case .unused: "unused"
        case .due: "due"
        }
    }
}
