import Authentication
import Base
import HTTPClient
import LoopbackServer
import OperatingSystem
import Terminal

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Everything that a command can use, passed to ``Command/run(in:)``.
///
/// A test can replace each part. The expensive ones aren't set up until they are first used.
public struct Context: Sendable {
    /// Everything but the requests, behind one reference: commands and what they are made of hold contexts, and copying
    /// dozens of parts takes 40 KB of code in each type that does.
    let parts: ContextParts
    /// Sends requests to the server, with credential, retries, time limit and logging.
    ///
    /// The credential is sent only to the API's own origin: a request to another server is refused unless it
    /// has `credential: .omit`.
    public internal(set) var http: any HTTPTransport

    /// The environment variables and the working directory.
    public var environment: Environment { parts.world.environment }
    /// The options that every command has.
    public var options: CommonOptions { parts.options }
    /// Overrides of the context's settings from the service's options, by key.
    package var settings: [String: String] { parts.settings }
    /// The settings from the config files, and their overrides.
    public var config: Config { parts.config }
    /// The user's login, and the server that the program talks to.
    public var auth: Auth { parts.auth }
    /// Writes results and messages, and asks questions.
    public var output: Output { parts.output }
    /// The same as ``http`` without a credential, for logging in.
    package var anonymousHTTP: any HTTPTransport { parts.anonymousHTTP }
    /// The audit log.
    package var audit: AuditLog { parts.audit }
    /// The time of day.
    public var clock: any WallClock { parts.world.clock }
    /// The file system.
    public var files: any FileSystem { parts.world.files }
    /// The facts about its program; ``program`` is the program itself.
    package var facts: any ProgramFacts { parts.facts }
    /// Generates random values.
    public var random: RandomValues { parts.world.random }
    /// The world that it was assembled from.
    package var world: World { parts.world }
    /// Creates the layers that the command's plugin puts around its requests; nil without a command.
    var layers: (@Sendable (Context) -> [any HTTPLayer])? { parts.layers }

    /// Returns the same context with a layer around its requests, which sees each request first and each response last.
    ///
    /// The layer never sees the credential, and its requests to other servers are sent without it.
    public func wrapped(in layer: some HTTPLayer) -> Context {
        var context = self
        context.http = http.wrapped(in: layer)
        return context
    }
}

/// What a context is made of.
final class ContextParts: Sendable {
    let facts: any ProgramFacts
    let options: CommonOptions
    let settings: [String: String]
    let world: World
    let layers: (@Sendable (Context) -> [any HTTPLayer])?
    let config: Config
    let auth: Auth
    let output: Output
    let anonymousHTTP: any HTTPTransport
    let audit: AuditLog

    init(
        facts: any ProgramFacts, options: CommonOptions, settings: [String: String], world: World,
        layers: (@Sendable (Context) -> [any HTTPLayer])?, config: Config, auth: Auth, output: Output,
        anonymousHTTP: any HTTPTransport, audit: AuditLog
    ) {
        self.facts = facts
        self.options = options
        self.settings = settings
        self.world = world
        self.layers = layers
        self.config = config
        self.auth = auth
        self.output = output
        self.anonymousHTTP = anonymousHTTP
        self.audit = audit
    }
}

/// The outside world that a run works in: the real one, or a test's.
public struct World: Sendable {
    /// The environment variables and the working directory.
    public var environment: Environment
    /// The standard streams.
    public var console: Console
    /// The file system.
    public var files: any FileSystem
    /// The time of day.
    public var clock: any WallClock
    /// Creates the transport to servers; called on the first request.
    public var openTransport: @Sendable (Environment) -> any HTTPTransport
    /// Prepares a transport in the background; called as soon as a request is certain.
    package var prepareTransport: @Sendable () -> Void = {}
    /// Listens for other programs of this machine at a port.
    package var listen: @Sendable (any HTTPResponder, Int) throws -> any RunnableServer = {
        try LoopbackServer($0, port: $1, reach: .localhost, limits: .forBrowsers)
    }
    /// Shows a page in a browser; returns false if there is none.
    package var openBrowser: @Sendable (URL, Environment) -> Bool = { Browser.open($0, in: $1) }

    /// Replaces this program with another one, with words and more variables; returns the reason if that fails.
    package var handOver: @Sendable (_ path: String, _ words: [String], _ variables: [String: String]) -> String = {
        path, _, _ in "\(path) cannot take the place of this program"
    }
    /// Reports what requests to a URL go through; nil without a network.
    package var describeNetwork: @Sendable (URL, Environment) -> NetworkReport? = { _, _ in nil }
    /// The ID of this process.
    package var processID: Int32 = 0
    /// The path of this program's executable; nil if unknown.
    package var executable: String?
    /// Runs a program of this machine.
    package var runProgram: @Sendable (ProgramCall, Environment, _ isHeard: Bool) async throws -> ProgramOutcome = {
        try await $0.run(in: $1, isHeard: $2)
    }
    /// Random values.
    package var random = RandomValues.system

    /// Wraps the transport of each context, to observe requests and responses.
    package var watch: @Sendable (_ transport: any HTTPTransport, _ purpose: TransportPurpose) -> any HTTPTransport = {
        transport, _ in transport
    }
    /// The program that runs commands for an agent, in the audit log; nil for a person.
    package var agent: String?

    /// Creates a world from its parts.
    public init(
        environment: Environment, console: Console, files: any FileSystem, clock: any WallClock,
        openTransport: @escaping @Sendable (Environment) -> any HTTPTransport
    ) {
        self.environment = environment
        self.console = console
        self.files = files
        self.clock = clock
        self.openTransport = openTransport
    }

    /// Returns the same world for a program with these names.
    func named(_ names: ProgramNames) -> World {
        var world = self
        world.environment.names = names
        return world
    }
}

/// The purpose of a transport.
package enum TransportPurpose: Sendable {
    /// Requests to the server, with the credential.
    case server
    /// Logging in, and refreshing a login.
    case login
}
