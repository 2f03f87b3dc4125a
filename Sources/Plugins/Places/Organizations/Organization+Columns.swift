import AstroAPI
import Kernel

extension Organization {
    /// The fields of an Organization without a mark for the current one.
    static let columns = columns(current: nil)

    /// The columns on a terminal.
    static let screen = ScreenColumns(
        ["name", "isCurrent", "product", "status", "id"], leavingOut: ["product", "status"])

    /// Returns the fields of an Organization, first those that scripts select by position.
    ///
    /// - Parameter current: The ID of the one in use.
    static func columns(current: String?) -> [Column<Organization>] {
        [
            Column<Organization>("name", "NAME") { $0.name },
            Column<Organization>("id", "ID") { $0.id },
            Column<Organization>("isCurrent", "CURRENT", .flag, shown: .never, isDerived: true) {
                String([$0.id, $0.name].contains(current))
            },
            Column<Organization>("product", "PRODUCT") { $0.product ?? "" },
            Column<Organization>("status", "STATUS") { $0.status ?? "" },
            Column<Organization>("createdAt", "CREATED", .moment, shown: .wide) { $0.createdAt?.text ?? "" },
            Column<Organization>("updatedAt", "UPDATED", .moment, shown: .wide) { $0.updatedAt?.text ?? "" },
        ]
    }
}
