import Kernel

/// Makes another server the one that commands work with.
struct SwitchContext: Command, Equatable {
    static let configuration = CommandConfiguration(
        "switch", aliases: ["sw"], summary: "Work with another context from now on",
        discussion: "The choice is written to the home config file.", effect: .local,
        related: ["context list", "login"],
        examples: [Example("switch sandbox", "Try things without a server")])

    @Argument(
        "DOMAIN", help: "The context; on a terminal you may choose one", validate: .notEmpty,
        completion: KnownContext.completion)
    var domain: String?

    func run(in context: Context) async throws {
        let known = try KnownContext.all(in: context)
        let domain = try await resolve(known, context)
        try context.config.edit(.home) { document in try document.set(domain, at: ["context"]) }
        context.output.notice("The context is \(domain) now.")
        let config = Config(environment: context.environment, files: context.files)
        if let holds = try config.value("context"), holds != domain {
            context.output.warning("here it still is \(holds): a variable or the project's file says so")
        }
    }

    private func resolve(_ known: [KnownContext], _ context: Context) async throws -> String {
        guard let domain = domain.map(ServerAddress.normalized) else {
            guard context.output.canChoose else {
                throw CommandError.usage("no context is named", hint: "astro context list shows all of them")
            }
            return try await context.output.choose("Context", from: known, columns: KnownContext.columns).domain
        }
        guard known.contains(where: { $0.domain == domain }) else {
            let nearest = Suggestion.nearest(to: domain, among: known.map(\.domain))
            throw CommandError(
                .notFound, "there is no context '\(domain)'; nothing was changed",
                hint: nearest.map { "did you mean '\($0)'?" } ?? "astro login \(domain)")
        }
        return domain
    }
}
