import AstroAPI
import Kernel

/// The context's own settings: the Organization and the Workspace that commands work in when nothing else is said.
struct PlaceRecord {
    private let context: Context
    private let domain: String

    init(_ context: Context) throws {
        self.context = context
        domain = try context.auth.domain()
    }

    private func path(_ key: String) -> [String] { context.config.path(ofContext: domain) + [key] }

    /// The Workspace that was chosen last, in whichever Organization.
    func lastUsedWorkspace() throws -> String? { try context.config.value(at: path("last_used_workspace")) }

    /// Writes both down; the Workspace of another Organization does not stay.
    func write(_ organization: Organization, _ workspace: Workspace?) throws {
        try edit { document in
            try document.set(organization.id, at: path("organization"))
            try set(organization.product, at: "organization_product", in: &document)
            try set(workspace?.id, at: "workspace", in: &document)
            if let workspace { try document.set(workspace.id, at: path("last_used_workspace")) }
        }
    }

    /// Writes the Workspace down, and the Organization that it belongs to.
    func write(_ workspace: Workspace) throws {
        try edit { document in
            if document.value(at: path("organization")) != workspace.organizationId {
                try document.set(workspace.organizationId, at: path("organization"))
                try document.remove(path("organization_product"))
            }
            for key in ["workspace", "last_used_workspace"] { try document.set(workspace.id, at: path(key)) }
        }
    }

    private func set(_ value: String?, at key: String, in document: inout ConfigDocument) throws {
        guard let value else { return try document.remove(path(key)) }
        try document.set(value, at: path(key))
    }

    private func edit(_ body: (inout ConfigDocument) throws -> Void) throws {
        try context.config.edit(.home) { document in
            // Other tools look for the domain in every context.
            if document.value(at: path("domain")) == nil { try document.set(domain, at: path("domain")) }
            try body(&document)
        }
    }

    /// Says so where a choice has no effect here, since something nearer than the home file has its own.
    func warnOfOverrides(_ organization: Organization, _ workspace: Workspace?) {
        warn("Organization", organization.id, "ASTRO_ORGANIZATION_ID", "organization")
        if let workspace { warnOfOverrides(workspace) }
    }

    /// The same for a Workspace alone.
    func warnOfOverrides(_ workspace: Workspace) {
        warn("Organization", workspace.organizationId, "ASTRO_ORGANIZATION_ID", "organization")
        warn("Workspace", workspace.id, "ASTRO_WORKSPACE_ID", "workspace")
    }

    private func warn(_ noun: String, _ chosen: String, _ variable: String, _ key: String) {
        // The context's own config was read before the file was written.
        let config = Config(environment: context.environment, files: context.files)
        let holds = context.environment[variable] ?? (try? config.value(at: path(key)))
        guard let holds, holds.lowercased() != chosen else { return }
        context.output.warning("the \(noun) still is \(holds) here: a variable or the project's file says so")
    }
}
