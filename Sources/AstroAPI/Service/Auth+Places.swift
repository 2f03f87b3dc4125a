package import Kernel

extension Auth {
    /// The Organization to work in: flag or variable, then an API token's own before the context's, a login's after it.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized`` if none of them names one.
    package func organization() throws -> Reference {
        if let id = foundID("organization") { return .id(id) }
        if let named = chosen("organization") { return Reference(named) }
        if let own = try embeddedSetting("organization") ?? claimedOrganization() { return .id(own) }
        if let configured = try contextID("organization") ?? claims()?.organizationID { return .id(configured) }
        throw CommandError(
            .unauthorized, "no Organization is named, and the credential does not name one",
            hint: ("pass --organization with a name or ID from '\(command: "organization list")'" as Hint)
                .otherwise("pass --organization ID"))
    }

    /// The Workspace to work in: variable, then an API token's own before the context's, a login's after it; nil if
    /// none of them names one.
    package func workspace(in environment: Environment) throws -> Reference? {
        if let variable = environment[own: "WORKSPACE_ID"] { return Reference(variable) }
        if let own = try claimed("workspace", "Workspace", by: \.workspaceID) { return .id(own) }
        // The context's Workspace belongs to the context's Organization.
        if let organization = try claimedOrganization(), let configured = try contextID("organization"),
            configured != organization
        {
            return nil
        }
        return try (contextID("workspace") ?? claims()?.workspaceID).map(Reference.id)
    }

    private func claimedOrganization() throws -> String? {
        try claimed("organization", "Organization", by: \.organizationID)
    }
}

extension TokenClaims {
    /// The Organization that an API token is for.
    package var organizationID: String? { identifier(after: "organizationId:") }

    /// The Workspace that an API token is for.
    package var workspaceID: String? { identifier(after: "workspaceId:") }
}
