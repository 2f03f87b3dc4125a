/// A command-line program: a name, a version and a list of plugins.
///
/// ```swift
/// let program = Program(name: "astro", version: "1.0.0", plugins: [GreetingPlugin.self])
/// await program.main()
/// ```
public struct Program: Sendable {
    /// The word that people type first.
    public let name: String
    /// The version, as in `1.2.3`.
    public let version: String
    /// One line about the program, for its help.
    public let summary: String
    /// The tree of commands.
    public let registry: Registry

    /// Assembles a program.
    public init(name: String, version: String, summary: String = "", plugins: [any Plugin.Type]) {
        self.name = name
        self.version = version
        self.summary = summary
        self.registry = Registry(plugins)
    }

    /// Runs one command line in a world and says how the process should end.
    ///
    /// - Parameter arguments: The words after the program's name.
    public func run(_ arguments: [String], in world: World) async -> ExitCode {
        do {
            let lookup = try CommandLookup(arguments, in: registry)
            guard case .command(let command, let words) = lookup.target, !Self.asksForHelp(words) else {
                return try showHelp(lookup, arguments, world)
            }
            return try await run(command, words, lookup.path, world)
        } catch {
            return ErrorReporter(console: world.console, environment: world.environment, arguments: arguments)
                .report(error)
        }
    }

    private func run<Running: Command>(
        _ type: Running.Type, _ words: [String], _ path: [String], _ world: World
    ) async throws -> ExitCode {
        let subject = "'\(([name] + path).joined(separator: " "))'"
        let (command, options) = try readCommand(type, words, path, subject, world)
        try FieldCheck.check(options.fields, of: type, subject: subject)
        let context = Context(program: self, options: options, world: world)
        do {
            try await command.run(in: context)
        } catch let error as StreamError {
            return try error.exitCode(after: type.configuration.effect)
        }
        return .success
    }

    private func readCommand<Running: Command>(
        _ type: Running.Type, _ words: [String], _ path: [String], _ subject: String, _ world: World
    ) throws -> (Running, CommonOptions) {
        do {
            return try CommandReader.read(type, words, environment: world.environment, subject: subject)
        } catch {
            var error = error
            if error.exitCode == .usage, error.hint == nil {
                error.hint = "\(([name] + path).joined(separator: " ")) --help"
            }
            throw error
        }
    }

    private func showHelp(_ lookup: CommandLookup, _ arguments: [String], _ world: World) throws -> ExitCode {
        let options = CommonOptions.salvaged(from: arguments)
        let output = Output(console: world.console, options: options, environment: world.environment)
        let page = HelpPage(program: self, path: lookup.path, target: lookup.target)
        do {
            try output.write(page)
        } catch let error as StreamError {
            return try error.exitCode(after: .reads)
        }
        return .success
    }

    /// Whether help is asked for among a command's words.
    private static func asksForHelp(_ words: [String]) -> Bool {
        words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    }
}

extension StreamError {
    /// How a run ends whose result could not be written: quietly where the reader had enough of a reading.
    fileprivate func exitCode(after effect: CommandConfiguration.Effect) throws -> ExitCode {
        switch (self, effect) {
        case (.closed, .reads): return .success
        case (.system(let words), .reads):
            throw CommandError(.failure, "the result could not be written to stdout: \(words)")
        case (_, .changes):
            throw CommandError(.undelivered, "the server did it, but the result could not be written to stdout")
        }
    }
}
