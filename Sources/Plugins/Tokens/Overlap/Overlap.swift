#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// Two tokens of which one takes the other's place: both work until the old one is deleted.
struct Overlap: Codable, Sendable, Equatable {
    /// The server that both are on.
    let context: String
    let organizationID: String
    /// `deployment`, `workspace` or `organization`.
    let scope: String
    let placeID: String
    let name: String
    let oldID: String
    let newID: String
    let begin: Date
    /// When the old one may go; nil where a person decides.
    let due: Date?

    /// What the new token's value is called while it is under way.
    var recordName: String { Self.recordName(of: oldID) }

    static func recordName(of oldID: String) -> String { recordPrefix + oldID }

    /// The old token that a record of such a name belongs to; nil for other names.
    static func oldID(ofRecord name: String) -> String? {
        name.hasPrefix(recordPrefix) ? String(name.dropFirst(recordPrefix.count)) : nil
    }

    private static let recordPrefix = "overlap-"

    static let columns = [
        Column<Overlap>("newID", "NEW ID") { $0.newID },
        Column<Overlap>("oldID", "OLD ID") { $0.oldID },
        Column<Overlap>("name", "NAME") { $0.name },
        Column<Overlap>("placeID", "WHERE") { $0.placeID },
        Column<Overlap>("begin", "SINCE", .moment) { $0.begin.rfc3339 },
        Column<Overlap>("due", "OLD ONE GOES", .moment) { $0.due?.rfc3339 ?? "by hand" },
    ]
}
