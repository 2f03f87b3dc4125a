#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Everything that a command may touch, handed to ``Command/run(in:)``.
///
/// Each part is a value that a test can replace; the costly ones do nothing until they are first used.
public struct Context: Sendable {
    /// Variables and the working directory.
    public let environment: Environment
    /// The options that every command has.
    public let options: CommonOptions
    /// The settings of the config files and their overrides.
    public let config: Config
    /// Who we are and which server we talk to.
    public let auth: Auth
    /// Results, talk and questions.
    public let output: Output
    /// Requests to the server, with credential, retries and logging.
    public let http: any HTTPTransport
    /// The same without a credential, for logging in.
    package let anonymousHTTP: any HTTPTransport
    /// The log of changes on the server.
    public let audit: AuditLog
    /// The time of day.
    public let clock: any WallClock
    /// The files that may be touched.
    public let files: any FileSystem
    /// The program's name, version and plugins.
    public let program: Program
    /// What it was assembled from.
    package let world: World
}

/// The world outside a run: the process's own, or a test's.
public struct World: Sendable {
    /// Variables and the working directory.
    public var environment: Environment
    /// The standard streams.
    public var console: Console
    /// The disk.
    public var files: any FileSystem
    /// The time of day.
    public var clock: any WallClock
    /// Makes the transport to servers; it is asked when the first request is sent.
    public var openTransport: @Sendable (Environment) -> any HTTPTransport
    /// Waits for other programs of this machine at a port.
    package var listen: @Sendable (any HTTPResponder, Int) throws -> any RunnableServer = {
        try LoopbackServer($0, port: $1, reach: .localhost)
    }
    /// Shows a page in a browser; false where there is none.
    package var openBrowser: @Sendable (URL, Environment) -> Bool = { Browser.open($0, in: $1) }

    /// Joins the parts of a world.
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
}
