import AstroAPI
import Kernel

/// Logs in, and chooses the Organization and the Workspace to work in.
struct LogIn: Command, Equatable {
    static let configuration = CommandConfiguration(
        "login", summary: "Log in to Astro",
        discussion: """
            Opens your browser, and waits up to five minutes for the login. The login is kept in the home config \
            file, or by the program that the setting credential_helper names.
            """,
        audience: .people, related: ["logout", "auth status", "context switch"],
        examples: [
            Example("login", "Log in with the browser"),
            Example("login --login-link", "Log in with a browser on another device"),
            Example("login --token-login -", "Log in with a token from standard input"),
        ])
    static var fields: [String] { LoginStatus.columns.map(\.field) }
    static var rules: [ArgumentRule] { [.exclusive("loginLink", "tokenLogin")] }

    @OptionGroup var target: DomainArgument

    @Flag("l", help: "Print the login link, for a browser on another device")
    var loginLink = false

    @Option("t", valueName: "TOKEN", help: "Log in with this token; - reads it from stdin", validate: .notEmpty)
    var tokenLogin: String?

    func run(in context: Context) async throws {
        let domain = try target.resolve(in: context)
        let session = try await whereServerIsMissing(domain, context) { try await newLogin(to: domain, context) }
        let loggedIn = context.turned(to: domain, login: session.login)
        if session.user != nil { try await introduce(loggedIn) }
        let choice = try await PlaceChoice(context: loggedIn, domain: domain, isCheck: session.user == nil).choose()
        try await keep(session, choice, domain, context)
        if let words = choice.words { context.output.notice(words) }
        for note in choice.notes { context.output.notice(note.message, hint: note.hint) }
        var status = try await LoginStatus(context.turned(to: domain))
        status.noteAccepted()
        try context.output.outcome(
            "Logged in to \(domain)\(session.user.map { " as \($0)" } ?? "").", status, columns: LoginStatus.columns)
        if context.environment[own: "API_TOKEN"] != nil {
            let variable = context.environment.names.variable("API_TOKEN")
            context.output.warning("\(variable) is set and takes precedence over this login")
        }
    }

    /// Says how to start the local server if it isn't running.
    private func whereServerIsMissing(
        _ domain: String, _ context: Context, _ work: () async throws -> NewLogin
    ) async throws -> NewLogin {
        do {
            return try await work()
        } catch let error as TransportError {
            let address = try context.turned(to: domain).auth.baseURL()
            if let missing = MissingLocalServer(error, at: address) { throw missing }
            throw error
        }
    }

    private func newLogin(to domain: String, _ context: Context) async throws -> NewLogin {
        if let tokenLogin { return try await TokenLogin(word: tokenLogin, domain: domain).run(in: context) }
        let server = try await context.authorizationServer(of: domain)
        let browser = try BrowserLogin(server: server, context: context, onlyWritesLink: loginLink)
        let login = try await browser.run()
        return NewLogin(login: login, user: try await server.holder(of: login.token).email)
    }

    /// Has the server create the account of a person who logs in for the first time.
    private func introduce(_ context: Context) async throws {
        do {
            _ = try await OrganizationDirectory(context).person(creating: true)
        } catch let error as APIError where error.status == 401 {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // If anything depends on the account, it will report its own failure.
            context.output.debug("the account was not looked up: \(CommandError(describing: error).message)")
        }
    }

    private func keep(_ session: NewLogin, _ choice: PlaceChoice.Outcome, _ domain: String, _ context: Context)
        async throws
    {
        let path = context.config.path(ofContext: domain)
        try await LoginStorage.alone(in: context.environment, context.files) {
            let storage = try LoginStorage(environment: context.environment, files: context.files)
            try await storage.save(session.login, to: domain) { document in
                try document.set(domain, at: ["context"])
                try document.put(session.user, at: path + ["user_email"])
                try choice.write(to: &document, below: path)
            }
        }
    }
}

/// A login that isn't saved yet.
struct NewLogin: Sendable {
    let login: StoredLogin
    /// The person's email address; nil for a token that belongs to no person.
    let user: String?
}
