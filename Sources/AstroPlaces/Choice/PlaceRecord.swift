package import AstroAPI
package import Kernel

/// The context's own settings: the default Organization and Workspace of commands.
package struct PlaceRecord {
    private let context: Context
    private let domain: String

    package init(_ context: Context) throws {
        self.context = context
        domain = try context.auth.domain()
    }

    private func path(_ key: String...) -> [String] { context.config.path(ofContext: domain) + key }

    /// Returns the context's Organization.
    package func organization() throws -> String? { try context.config.value(at: path("organization")) }

    /// Returns the Workspace that was chosen last, in any Organization.
    package func lastUsedWorkspace() throws -> String? {
        try context.config.value(at: path("last_used_workspace")) ?? context.config.value(at: path("workspace"))
    }

    /// Saves both.
    package func write(_ organization: Organization, _ workspace: Workspace?) throws {
        try edit { document in try Self.write(organization, workspace, to: &document, below: path()) }
    }

    /// Saves both below a context's path; the Workspace of another Organization is removed.
    package static func write(
        _ organization: Organization, _ workspace: Workspace?, to document: inout ConfigDocument, below path: [String]
    ) throws {
        try document.set(organization.id, at: path + ["organization"])
        try document.set(organization.product ?? "HYBRID", at: path + ["organization_product"])
        try document.put(workspace?.id, at: path + ["workspace"])
        if let workspace { try document.set(workspace.id, at: path + ["last_used_workspace"]) }
    }

    /// Saves the Workspace, and the Organization that it belongs to.
    package func write(_ workspace: Workspace) throws {
        try edit { document in
            if document.value(at: path("organization")) != workspace.organizationId {
                try document.set(workspace.organizationId, at: path("organization"))
                try document.remove(path("organization_product"))
            }
            for key in ["workspace", "last_used_workspace"] { try document.set(workspace.id, at: path(key)) }
        }
    }

    private func edit(_ body: (inout ConfigDocument) throws -> Void) throws {
        try context.config.edit(.home) { document in
            // Other tools expect the domain in every context.
            if document.value(at: path("domain")) == nil { try document.set(domain, at: path("domain")) }
            try body(&document)
        }
    }

    /// Warns if a choice has no effect here because a variable or the project's file overrides the home file.
    package func warnOfOverrides(_ organization: Organization, _ workspace: Workspace?) {
        warn("Organization", [organization.id, organization.name], .organization, \.organizationID)
        if let workspace { warnOfOverrides(workspace) }
    }

    /// Warns if the choice of a Workspace has no effect here.
    package func warnOfOverrides(_ workspace: Workspace) {
        warn(
            "Organization", [workspace.organizationId, workspace.organizationName].compactMap(\.self), .organization,
            \.organizationID)
        warn("Workspace", [workspace.id, workspace.name], .workspace, \.workspaceID)
    }

    /// - Parameter chosen: The ID and the name of the choice.
    private func warn(
        _ noun: String, _ chosen: [String], _ scope: TokenScope, _ claim: KeyPath<TokenClaims, String?>
    ) {
        let variable = context.environment[own: "\(scope.word.uppercased())_ID"]
        let own = (try? context.auth.environmentClaims())?[keyPath: claim]
        // The context's config was read before the file was written.
        let holds = variable ?? own ?? (try? context.config.reread().value(at: path(scope.word)))
        guard let holds, !chosen.contains(holds), !chosen.contains(holds.lowercased()) else { return }
        context.output.warning("the \(noun) here is still \(holds): a variable or the project's file overrides it")
    }
}
