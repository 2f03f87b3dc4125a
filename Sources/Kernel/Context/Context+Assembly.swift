import Authentication
import Base
import HTTPClient
import LoopbackServer
import Terminal

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Synchronization

extension Context {
    /// Assembles a context; nothing is opened or read yet.
    ///
    /// - Parameters:
    ///   - rows: The rows of a list to write.
    ///   - layers: The layers that the command's plugin puts around its requests.
    ///   - login: A login that was just made, for a context that uses it before it is stored.
    ///   - config: The settings of the same world, if they were prepared before.
    package init(
        program facts: any ProgramFacts, options: CommonOptions, settings: [String: String] = [:],
        rows: RowSelection = RowSelection(), world: World,
        layers: (@Sendable (Context) -> [any HTTPLayer])? = nil, login: StoredLogin? = nil, config: Config? = nil
    ) {
        let world = world.named(facts.names)
        let addresses = facts.addresses
        var presentation = options.presentation
        presentation.rows = rows
        let output = Output(
            console: world.console, options: presentation, environment: world.environment,
            clock: world.clock, hints: facts.hints(for: options))
        let once = FirstOnly { output.notice($0) }
        let config =
            config
            ?? Config(
                environment: world.environment, files: world.files, settings: facts.serviceSettings,
                keys: { facts.configKeys }, notice: { once.tell($0) })
        let identity = ClientIdentity(product: facts.names.program, version: facts.version)
        let opened = Lazy { world.openTransport(world.environment) }
        let anonymousHTTP = HTTPStack.assemble(
            around: world.watch(LazyTransport(opened: opened), .login), identity: identity, credential: nil,
            timeout: options.timeout, clock: world.clock, log: output.debugLog, tell: { output.notice($0) })
        let auth = Auth(
            Auth.Choice(context: options.context, settings: settings), config: config,
            sources: CredentialSources(
                embedded: { name in facts.embeddedContexts.first { $0.name == name } }, addresses: addresses,
                environment: world.environment,
                files: world.files, clock: world.clock),
            authorizationServer: {
                try await AuthorizationServer(
                    ofServer: addresses.rootURL(ofDomain: $0, config: config), addresses.login, anonymousHTTP,
                    timeout: options.timeout)
            },
            diagnostics: output.diagnostics, login: login)
        let audit = AuditLog(
            environment: world.environment, files: world.files, auth: auth, clock: world.clock, output: output,
            agent: world.agent)
        let waiting = RequestWaiting(output)
        let requests = HTTPStack.assemble(
            around: world.watch(ServerTransport(auth: auth, network: opened), .server),
            identity: identity,
            credential: RequestCredential(
                for: { Origin(try auth.baseURL()) }, token: { try await auth.bearerToken() },
                renewal: { try await auth.renewal(of: $0) }),
            timeout: options.timeout, clock: world.clock, log: output.debugLog, tell: { output.notice($0) },
            outermost: world.console.animation == nil ? nil : WaitingLayer(begin: waiting.begin, end: waiting.end)
        ).wrapped(in: AuditLayer(log: audit))
        parts = ContextParts(
            facts: facts, options: options, settings: settings, world: world, layers: layers, config: config,
            auth: auth, output: output, anonymousHTTP: anonymousHTTP, audit: audit)
        http = requests
        guard let layers else { return }
        let plain = self
        http = requests.wrapped(in: PluginLayers { layers(plain) })
    }

    /// Returns the same context for another domain, optionally with a login to it that isn't stored yet.
    package func turned(to domain: String, login: StoredLogin? = nil) -> Context {
        var options = options
        options.context = domain
        return Context(
            program: facts, options: options, settings: settings, world: world, layers: layers, login: login,
            config: config.reread())
    }

    /// Returns the same context with another verbosity.
    package func telling(_ verbosity: Verbosity) -> Context {
        var options = options
        options.verbosity = verbosity
        return Context(
            program: facts, options: options, settings: settings, world: world, layers: layers, config: config)
    }

    /// Returns the server for logins to a domain.
    package func authorizationServer(of domain: String) async throws -> AuthorizationServer {
        try await AuthorizationServer(
            ofServer: facts.addresses.rootURL(ofDomain: domain, config: config), facts.addresses.login, anonymousHTTP,
            timeout: options.timeout)
    }

    /// Listens for other programs of this machine, under the name `localhost`.
    ///
    /// - Throws: ``ListeningError`` if the port is taken.
    package func listen(_ responder: any HTTPResponder, port: Int) throws -> any RunnableServer {
        try world.listen(responder, port)
    }
}

extension Output {
    /// Writes details, or nil if nobody asked for them.
    fileprivate var debugLog: (@Sendable (String) -> Void)? {
        guard isDebugging else { return nil }
        return { line in debug(line) }
    }
}

/// Passes on the first of several identical messages.
private final class FirstOnly: Sendable {
    private let isTold = Mutex(false)
    private let say: @Sendable (String) -> Void

    init(_ say: @escaping @Sendable (String) -> Void) { self.say = say }

    func tell(_ message: String) {
        let isFirst = isTold.withLock { isTold in
            defer { isTold = true }
            return !isTold
        }
        if isFirst { say(message) }
    }
}

/// The way to the API, which the program may serve itself, and over the network to every other server.
private struct ServerTransport: HTTPTransport {
    let auth: Auth
    let network: Lazy<any HTTPTransport>

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        // A request without the credential may go to any server, even if the program has no server.
        if request.credential == .omit {
            guard let own = try? auth.baseURL(), Origin(own) == Origin(request.url) else {
                return try await network.value().send(request)
            }
        }
        return try await (try auth.embeddedTransport() ?? network.value()).send(request)
    }
}

/// A transport that is chosen and opened for the first request.
private struct LazyTransport: HTTPTransport {
    let opened: Lazy<any HTTPTransport>

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try await opened.value().send(request)
    }
}
