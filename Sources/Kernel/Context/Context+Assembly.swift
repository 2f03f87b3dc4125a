#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

extension Context {
    /// Assembles what a command may touch; nothing is opened or read yet.
    ///
    /// - Parameter login: A login that was just made, for a context that uses it before it is kept.
    init(program: Program, options: CommonOptions, world: World, login: StoredLogin? = nil) {
        self.program = program
        self.options = options
        self.world = world
        environment = world.environment
        clock = world.clock
        files = world.files
        let output = Output(
            console: world.console, options: options, environment: world.environment, clock: world.clock)
        self.output = output
        let config = Config(environment: world.environment, files: world.files)
        self.config = config
        let identity = ClientIdentity(product: program.name, version: program.version)
        let opened = Lazy { world.openTransport(world.environment) }
        anonymousHTTP = HTTPStack.assemble(
            around: LazyTransport(opened: opened), identity: identity, credential: { nil }, clock: world.clock,
            log: output.debugLog)
        let anonymousHTTP = anonymousHTTP
        let auth = Auth(
            options: options, config: config,
            sources: CredentialSources(
                registry: program.registry, environment: world.environment, files: world.files, clock: world.clock),
            authorizationServer: {
                try await AuthorizationServer(
                    ofServer: ServerAddress.rootURL(ofDomain: $0, config: config), anonymousHTTP,
                    timeout: .seconds(options.timeout))
            },
            output: output, login: login)
        self.auth = auth
        audit = AuditLog(
            environment: world.environment, files: world.files, auth: auth, clock: world.clock, output: output)
        http = HTTPStack.assemble(
            around: LazyTransport(opened: Lazy { try auth.embeddedTransport() ?? opened.value() }), identity: identity,
            credential: { try await auth.bearerToken() }, renewal: { try await auth.renewal(of: $0) },
            clock: world.clock, log: output.debugLog,
            waiting: world.console.animation == nil ? nil : RequestWaiting(output))
    }

    /// The same surroundings with another domain, and perhaps with a login to it that is not kept yet.
    package func turned(to domain: String, login: StoredLogin? = nil) -> Context {
        var options = options
        options.context = domain
        return Context(program: program, options: options, world: world, login: login)
    }

    /// Finds the server at which people log in to a domain.
    package func authorizationServer(of domain: String) async throws -> AuthorizationServer {
        try await AuthorizationServer(
            ofServer: ServerAddress.rootURL(ofDomain: domain, config: config), anonymousHTTP,
            timeout: .seconds(options.timeout))
    }

    /// Waits for other programs of this machine, by the name `localhost`.
    ///
    /// - Throws: ``ListeningError`` where the port is taken.
    package func listen(_ responder: any HTTPResponder, port: Int) throws -> any RunnableServer {
        try world.listen(responder, port)
    }

    /// Shows a page to the person; false where there is no browser to show it in.
    package func openBrowser(_ page: URL) -> Bool { world.openBrowser(page, environment) }
}

extension Output {
    /// Where details go, or nil where nobody asked for them.
    fileprivate var debugLog: (@Sendable (String) -> Void)? {
        guard isDebugging else { return nil }
        return { line in debug(line) }
    }
}

/// A transport that is chosen and opened when the first request is sent.
private struct LazyTransport: HTTPTransport {
    let opened: Lazy<any HTTPTransport>

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try await opened.value().send(request)
    }
}
