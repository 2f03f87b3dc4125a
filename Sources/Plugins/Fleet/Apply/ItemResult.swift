import Kernel

/// The result of one item; it never contains a value.
struct ItemResult: Encodable, Sendable {
    enum Status: String, Encodable, Sendable {
        case rotated, skipped, failed, undelivered
    }

    let id: String
    let name: String
    let status: Status
    /// Why it was not rotated; nil if it was.
    let reason: String?
    let rule: String?
    /// The public prefix of the value that was delivered.
    let shortToken: String?
    /// The token that replaces it; nil for a rotation in place.
    let newId: String?
    let destinations: [String]?
    /// Whether nobody can tell if anyone has the live value.
    private(set) var isUnknown = false

    private enum CodingKeys: CodingKey {
        case id, name, status, reason, rule, shortToken, newId, destinations
    }

    /// A failure of which nobody can tell whether anyone has the live value.
    init(_ item: RotationPlan.Item, unknown reason: String) {
        self.init(item, .failed, "unknown: \(reason)")
        isUnknown = true
    }

    init(
        _ item: RotationPlan.Item, _ status: Status, _ reason: String? = nil, shortToken: String? = nil,
        newID: String? = nil, destinations: [String]? = nil
    ) {
        id = item.id
        name = item.name
        self.status = status
        self.reason = reason
        rule = item.rule
        self.shortToken = shortToken
        newId = newID
        self.destinations = destinations
    }

    /// Whether it counts toward the failure limit.
    var isFailure: Bool { status == .failed || status == .undelivered }

    static let columns = [
        Column<ItemResult>("id", "ID") { $0.id },
        Column<ItemResult>("name", "NAME") { $0.name },
        Column<ItemResult>("status", "STATUS") { $0.status.rawValue },
        Column<ItemResult>("reason", "WHY") { $0.reason ?? "" },
        Column<ItemResult>("rule", "RULE") { $0.rule ?? "" },
        Column<ItemResult>("shortToken", "SHORT TOKEN") { $0.shortToken ?? "" },
        Column<ItemResult>("newId", "NEW ID") { $0.newId ?? "" },
        Column<ItemResult>("destinations", "WHERE") { ($0.destinations ?? []).joined(separator: ", ") },
    ]
}
