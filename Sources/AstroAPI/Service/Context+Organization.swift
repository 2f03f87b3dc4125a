public import Kernel

extension Context {
    /// Returns the ID of the Organization to work in; a name is looked up once per run, which takes one request.
    ///
    /// ```swift
    /// let id = try await context.organizationID()
    /// ```
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized`` if no Organization is set, ``ExitCode/notFound`` if no
    ///   Organization or more than one has the name.
    public func organizationID() async throws -> String {
        guard case .name(let name) = try auth.organization() else { return try auth.organization().text }
        let organizations = try await OrganizationDirectory(self).organizations()
        let id = try await output.pick(name, from: .organizations(organizations)).id
        auth.keepFound(id, "organization")
        return id
    }
}

extension Candidates<Organization> {
    /// Returns Organizations as candidates for a name or a choice.
    package static func organizations(_ organizations: [Organization], consequence: String = "") -> Candidates {
        Candidates(
            "Organization", organizations, consequence: consequence,
            columns: [Column("name", "NAME") { $0.name }, Column("id", "ID") { $0.id }],
            listCommand: .command("organization list"), id: { $0.id }, name: { $0.name }, isID: Reference.isID)
    }
}
