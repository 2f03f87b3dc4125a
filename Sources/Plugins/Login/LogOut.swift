import Kernel

/// Deletes a login.
struct LogOut: Command, Equatable {
    static let configuration = CommandConfiguration(
        "logout", summary: "Log out and forget the refresh token",
        discussion: "Keeps the context, with its Organization and Workspace.", effect: .local,
        related: ["login", "context delete"], examples: [Example("logout", "Log out of the current context")])

    @OptionGroup var target: DomainArgument

    func run(in context: Context) async throws {
        let domain = try target.resolve(in: context)
        let wasThere = try await LoginStorage.alone(in: context.environment, context.files) {
            let storage = try LoginStorage(environment: context.environment, files: context.files)
            // A login that can't be read because its helper is broken should still be deleted as much as possible.
            let login = try? await storage.login(to: domain)
            try await storage.erase(domain)
            return login != nil
        }
        context.output.notice(wasThere ? "Logged out of \(domain)." : "There was no login to \(domain).")
        if context.environment[own: "API_TOKEN"] != nil {
            let variable = context.environment.names.variable("API_TOKEN")
            context.output.warning("\(variable) is set, so commands still use it")
        }
    }
}
