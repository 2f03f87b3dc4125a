import Kernel

/// Changes the server that commands work with.
struct SwitchContext: Command, Equatable {
    static let configuration = CommandConfiguration(
        "switch", aliases: ["sw"], summary: "Switch to another context",
        discussion:
            "Adds the domain to the config file if it isn't there yet. The choice is written to the home config file.",
        effect: .local,
        related: ["context list", "login"],
        examples: [Example("switch sandbox", "Try things without a server")])

    @Argument(
        "DOMAIN", help: "The context; omit it on a terminal to choose one", validate: .notEmpty,
        completion: KnownContext.completion)
    var domain: String?

    func run(in context: Context) async throws {
        let known = try KnownContext.all(in: context)
        let domain = try await resolve(known, context)
        let isNew = !known.contains { $0.domain == domain }
        try context.config.edit(.home) { document in
            if isNew { try document.set(domain, at: context.config.path(ofContext: domain) + ["domain"]) }
            try document.set(domain, at: ["context"])
        }
        if isNew {
            context.output.notice("Created the context \(domain) and switched to it.", hint: .command("login", domain))
        } else {
            context.output.notice("Switched to \(domain).")
        }
        if let holds = try context.config.reread().value("context"), holds != domain {
            let variable = context.environment.names.variable("CONTEXT")
            context.output.warning("\(holds) is still in effect here: the variable \(variable) overrides the file")
        }
    }

    private func resolve(_ known: [KnownContext], _ context: Context) async throws -> String {
        guard let domain = domain.map(context.program.service.addresses.normalized) else {
            guard context.output.canChoose else {
                throw CommandError.usage("no context is named", hint: "name one from '\(command: "context list")'")
            }
            return try await context.output.choose("Context", from: known, columns: KnownContext.columns).domain
        }
        if known.contains(where: { $0.domain == domain }) { return domain }
        do {
            // A word without a dot is a typo, not a server.
            guard domain.contains(".") || domain == "localhost" else { throw CommandError.usage("no domain") }
            _ = try context.turned(to: domain).auth.baseURL()
        } catch {
            let nearest = Suggestion.nearest(to: domain, among: known.map(\.domain))
            throw CommandError(
                .notFound, "'\(domain.shortened)' is neither a known context nor a domain; nothing was changed",
                hint: nearest.map { "did you mean '\($0)'?" } ?? .command("context list"))
        }
        return domain
    }
}
