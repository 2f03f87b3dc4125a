import AstroAPI
import Kernel

extension Workspace {
    /// The fields of a Workspace.
    static let columns = [
        Column<Workspace>("id", "ID") { $0.id },
        Column<Workspace>("name", "NAME") { $0.name },
        Column<Workspace>("description", "DESCRIPTION") { $0.description ?? "" },
        Column<Workspace>("organizationId", "ORGANIZATION ID", isShown: false) { $0.organizationId },
        Column<Workspace>("organizationName", "ORGANIZATION", isShown: false) { $0.organizationName ?? "" },
        Column<Workspace>("cicdEnforcedDefault", "CI/CD ONLY", isShown: false) {
            $0.cicdEnforcedDefault.map(String.init) ?? ""
        },
        Column<Workspace>("createdAt", "CREATED", isShown: false) { $0.createdAt?.text ?? "" },
        Column<Workspace>("updatedAt", "UPDATED", isShown: false) { $0.updatedAt?.text ?? "" },
    ]

    /// Some of them, for a person or a script to name one.
    static func candidates(_ workspaces: [Workspace]) -> Candidates<Workspace> {
        Candidates(
            "Workspace", workspaces, consequence: "; nothing was changed", columns: columns,
            listCommand: "astro workspace list", id: { $0.id }, name: { $0.name })
    }
}
