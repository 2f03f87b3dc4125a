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

    /// What is kept of the making of the new token until its value is kept is called so.
    static func making(replacing oldID: String) -> String { makingPrefix + oldID }

    /// The token that something with the name of a making would have replaced; nil for other names.
    static func oldID(ofMaking name: String) -> String? {
        name.hasPrefix(makingPrefix) ? String(name.dropFirst(makingPrefix.count)) : nil
    }

    private static let makingPrefix = "overlap-"

    static let columns = [
        Column<Overlap>("newID", "NEW ID") { $0.newID },
        Column<Overlap>("oldID", "OLD ID") { $0.oldID },
        Column<Overlap>("name", "NAME") { $0.name },
        Column<Overlap>("placeID", "WHERE") { $0.placeID },
        Column<Overlap>("begin", "SINCE", .moment) { $0.begin.rfc3339 },
        Column<Overlap>("due", "OLD ONE GOES", .moment) { $0.due?.rfc3339 ?? "by hand" },
    ]
}
