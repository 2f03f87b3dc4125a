import AstroAPI
import Kernel

extension Workspace {
    /// The fields of a Workspace without a mark for the current one.
    static let columns = columns(current: nil)

    /// The columns on a terminal.
    static let screen = ScreenColumns(["name", "isCurrent", "description", "id"], leavingOut: ["description"])

    /// Returns the fields of a Workspace, first those that scripts select by position.
    ///
    /// - Parameter current: The ID of the one in use.
    static func columns(current: String?) -> [Column<Workspace>] {
        [
            Column<Workspace>("name", "NAME") { $0.name },
            Column<Workspace>("id", "ID") { $0.id },
            Column<Workspace>("description", "DESCRIPTION") { $0.description ?? "" },
            Column<Workspace>("isCurrent", "CURRENT", .flag, shown: .never, isDerived: true) {
                String([$0.id, $0.name].contains(current))
            },
            Column<Workspace>("organizationId", "ORGANIZATION ID", shown: .wide) { $0.organizationId },
            Column<Workspace>("organizationName", "ORGANIZATION", shown: .wide) { $0.organizationName ?? "" },
            Column<Workspace>("cicdEnforcedDefault", "CI/CD ONLY", shown: .wide) {
                $0.cicdEnforcedDefault.map(String.init) ?? ""
            },
            Column<Workspace>("createdAt", "CREATED", .moment, shown: .wide) { $0.createdAt?.text ?? "" },
            Column<Workspace>("updatedAt", "UPDATED", .moment, shown: .wide) { $0.updatedAt?.text ?? "" },
        ]
    }
}
