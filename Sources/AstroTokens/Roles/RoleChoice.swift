package import AstroAPI
package import AstroPlaces
package import Kernel

/// The question for a role if the command line has none.
package struct RoleChoice {
    let place: TokenPlace
    let client: AstroClient
    let context: Context
    /// The place's tokens, if already known.
    let tokens: [APIToken]?

    package init(place: TokenPlace, client: AstroClient, context: Context, tokens: [APIToken]? = nil) {
        self.tokens = tokens
        self.place = place
        self.client = client
        self.context = context
    }

    /// Returns the role that the person picks by number or name.
    ///
    /// The built-in roles keep their numbers; custom roles that tokens of the place have follow them.
    package func ask() async throws -> String {
        let output = context.output
        let custom = context.options.noInput ? [] : ((try? await customRoles()) ?? [])
        return try await output.choose(
            "Role", from: place.scope.roles + custom, columns: [Column("role", "ROLE") { $0 }], flag: "--role ROLE")
    }

    private func customRoles() async throws -> [String] {
        let known = if let tokens { tokens } else { try await client.tokens(place.filter) }
        let used = known.compactMap { $0.role(in: place) }
        return Set(used).subtracting(place.scope.roles).sorted()
    }
}
