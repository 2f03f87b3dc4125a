extension Context {
    /// Assembles what a command may touch; nothing is opened or read yet.
    init(program: Program, options: CommonOptions, world: World) {
        self.program = program
        self.options = options
        environment = world.environment
        clock = world.clock
        files = world.files
        output = Output(console: world.console, options: options, environment: world.environment)
        let config = Config(environment: world.environment, files: world.files)
        self.config = config
        let sources = CredentialSources(
            registry: program.registry, environment: world.environment, files: world.files, clock: world.clock)
        auth = Auth(options: options, config: config, sources: sources)
        http = ContextTransport(auth: auth, world: world)
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
