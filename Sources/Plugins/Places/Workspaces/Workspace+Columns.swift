import AstroAPI
import Kernel

extension Workspace {
    /// The fields of a Workspace.
    static let columns = [
        Column<Workspace>("id", "ID") { $0.id },
        Column<Workspace>("name", "NAME") { $0.name },
        Column<Workspace>("description", "DESCRIPTION") { $0.description ?? "" },
        Column<Workspace>("organizationId", "ORGANIZATION ID", shown: .wide) { $0.organizationId },
        Column<Workspace>("organizationName", "ORGANIZATION", shown: .wide) { $0.organizationName ?? "" },
        Column<Workspace>("cicdEnforcedDefault", "CI/CD ONLY", shown: .wide) {
            $0.cicdEnforcedDefault.map(String.init) ?? ""
        },
        Column<Workspace>("createdAt", "CREATED", shown: .wide) { $0.createdAt?.text ?? "" },
        Column<Workspace>("updatedAt", "UPDATED", shown: .wide) { $0.updatedAt?.text ?? "" },
    ]

    /// Some of them, for a person or a script to name one.
    static func candidates(_ workspaces: [Workspace]) -> Candidates<Workspace> {
        Candidates(
            "Workspace", workspaces, consequence: "; nothing was changed", columns: columns,
            listCommand: "astro workspace list", id: { $0.id }, name: { $0.name })
    }
}
