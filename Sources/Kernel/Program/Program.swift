import Authentication
import Base

/// A command-line program: a name, a version and a list of plugins.
///
/// ```swift
/// let program = Program(name: "garden", version: "1.0.0", plugins: [GreetingPlugin.self])
/// await program.main()
/// ```
public struct Program: Sendable {
    /// The service that the program belongs to: names, addresses, settings.
    public let service: Service
    /// The word that people type first.
    public var name: String { service.names.program }
    /// The version, as in `1.2.3`.
    public let version: String
    /// One line about the program, for help.
    public let summary: String
    /// The URL of the program's releases page, fixed at build time; nil if they aren't published.
    public let releases: String?
    /// Quick-start examples for the top of help.
    public var quickStart: [Example] { makeQuickStart() }
    private let makeQuickStart: @Sendable () -> [Example]
    /// The commands that the first screen of help explains, before it names the others in one line; nil for all.
    package let mainCommands: [String]?
    /// The tree of commands.
    public let registry: Registry
    /// What runs around every command.
    let observers: [Observer]
    /// What handles a line that names no command; nil if that is an error.
    package let fallback: Fallback?

    /// A function that runs around every command, for example to mention what an earlier run left unfinished.
    ///
    /// It is called before the command starts; the function that it returns is called when the command ends in any way.
    public typealias Observer =
        @Sendable (_ effect: CommandConfiguration.Effect, _ context: Context) -> @Sendable () -> Void

    /// Creates a program.
    ///
    /// - Parameters:
    ///   - releases: The URL of the releases page, such as `https://github.com/OWNER/REPOSITORY/releases`.
    ///   - quickStart: Quick-start examples, without the program's name.
    ///   - mainCommands: The commands that the first screen of help describes; the others are named in one line, so
    ///     that help still fits on a screen whatever plugins add. Nil describes all.
    ///   - observers: Functions that run around every command, in this order.
    ///   - fallback: Handles a command line that names no command.
    public init(
        _ service: Service, version: String, summary: String = "", releases: String? = nil,
        quickStart: @autoclosure @escaping @Sendable () -> [Example] = [], mainCommands: [String]? = nil,
        plugins: [any Plugin.Type], observers: [Observer] = [], fallback: Fallback? = nil
    ) {
        self.service = service
        self.version = version
        self.summary = summary
        self.releases = releases
        makeQuickStart = quickStart
        self.mainCommands = mainCommands
        self.registry = Registry(
            plugins,
            common: CommonArguments(variablePrefix: service.names.variablePrefix, service: service.options))
        self.observers = observers
        self.fallback = fallback
    }

    /// Creates a program that belongs to no service.
    ///
    /// - Parameter name: The word that people type first.
    public init(
        name: String, version: String, summary: String = "",
        quickStart: @autoclosure @escaping @Sendable () -> [Example] = [], plugins: [any Plugin.Type],
        observers: [Observer] = []
    ) {
        self.init(
            Service(ProgramNames(name)), version: version, summary: summary, quickStart: quickStart(), plugins: plugins,
            observers: observers)
    }
}

extension Program: ProgramFacts {
    package var names: ProgramNames { service.names }
    package var addresses: ServerAddresses { service.addresses }
    package var serviceSettings: ServiceSettings { service.settings }
    package var configKeys: [ConfigKey] { registry.configKeys }
    package var embeddedContexts: [EmbeddedContext] { registry.embeddedContexts }

    package func hints(for options: CommonOptions) -> HintWriter {
        HintWriter(service.names, hasCommand: registry.hasEntry) { [registry] path, arguments in
            // Without it, the command would talk to another server than this run.
            guard let context = options.typedContext, !["--context", "--help"].contains(where: arguments.contains),
                registry.reachesServer(path)
            else { return arguments }
            return arguments + ["--context", context]
        }
    }
}

extension Context {
    /// The program's name, version and plugins.
    public var program: Program {
        // Only a program assembles contexts, and it passes itself.
        guard let program = facts as? Program else { preconditionFailure("a context of no program") }
        return program
    }
}
