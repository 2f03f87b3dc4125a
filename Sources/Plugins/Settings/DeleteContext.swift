import Kernel

/// Deletes a context and its login.
struct DeleteContext: Command, Equatable {
    static let configuration = CommandConfiguration(
        "delete", aliases: ["de"], summary: "Delete a context and its login", effect: .local,
        related: ["context list", "logout"],
        examples: [Example("delete cloud.example.com --yes", "Delete one without a confirmation")])

    @Argument("DOMAIN", help: "The context", validate: .notEmpty, completion: KnownContext.completion)
    var domain: String

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    var yes = false

    func run(in context: Context) async throws {
        let domain = context.program.service.addresses.normalized(domain)
        guard try context.config.contexts().contains(domain) else {
            throw CommandError(
                .notFound, "the config has no context '\(domain)'; nothing was changed", hint: .command("context list"))
        }
        if !yes {
            try await context.output.confirm("Forget the context \(domain) and its login?", flag: "--yes")
        }
        try context.config.edit(.home) { document in
            try document.remove(context.config.path(ofContext: domain))
            if document.value(at: ["context"])?.lowercased() == domain { try document.remove(["context"]) }
        }
        context.output.notice("The context \(domain) was deleted.")
    }
}
