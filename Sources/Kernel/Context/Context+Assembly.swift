extension Context {
    /// Assembles what a command may touch; nothing is opened or read yet.
    init(program: Program, options: CommonOptions, world: World) {
        self.program = program
        self.options = options
        self.world = world
        environment = world.environment
        clock = world.clock
        files = world.files
        output = Output(
            console: world.console, options: options, environment: world.environment, clock: world.clock)
        let config = Config(environment: world.environment, files: world.files)
        self.config = config
        let sources = CredentialSources(
            registry: program.registry, environment: world.environment, files: world.files, clock: world.clock)
        auth = Auth(options: options, config: config, sources: sources)
        let auth = auth
        audit = AuditLog(
            environment: world.environment, files: world.files, auth: auth, clock: world.clock, output: output)
        http = HTTPStack.assemble(
            around: ContextTransport(auth: auth, world: world),
            identity: ClientIdentity(product: program.name, version: program.version),
            credential: { try auth.bearerToken() }, clock: world.clock, log: output.debugLog,
            waiting: world.console.animation == nil ? nil : RequestWaiting(output))
    }
}

extension Output {
    /// Where details go, or nil where nobody asked for them.
    fileprivate var debugLog: (@Sendable (String) -> Void)? {
        guard isDebugging else { return nil }
        return { line in debug(line) }
    }
}

/// Chooses the transport when the first request is sent: an embedded server's, or the world's.
private struct ContextTransport: HTTPTransport {
    let opened: Lazy<any HTTPTransport>

    init(auth: Auth, world: World) {
        opened = Lazy { try auth.embeddedTransport() ?? world.openTransport(world.environment) }
    }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try await opened.value().send(request)
    }
}
