import Kernel

/// The server to log in to or out of.
struct DomainArgument: ArgumentGroup, Equatable {
    @Argument(
        "DOMAIN", help: "The Astro domain (default: the current context)", validate: .notEmpty,
        completion: .contexts)
    var domain: String?

    /// Returns the domain, in the form of a context's name.
    ///
    /// - Throws: ``CommandError`` if a plugin serves the domain itself, which needs no login.
    func resolve(in context: Context) throws -> String {
        let domain = try self.domain.map(context.program.service.addresses.normalized) ?? context.auth.domain()
        guard context.program.registry.embeddedContext(named: domain) == nil else {
            throw CommandError.usage(
                "the context \(domain) needs no login", hint: "name a DOMAIN that has a login")
        }
        return domain
    }
}
