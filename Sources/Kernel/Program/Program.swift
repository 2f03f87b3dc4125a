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
            if Self.asksForHelp(arguments) { return try showHelp(lookup, .salvaged(from: arguments), world) }
            switch lookup.target {
            case .group(let flags):
                try refuse(flags, lookup.path)
                return try showHelp(lookup, .salvaged(from: arguments), world)
            case .command(let command, let words):
                return try await run(command, words, lookup, world)
            }
        } catch {
            return ErrorReporter(world, options: .salvaged(from: arguments)).report(error)
        }
    }

    private func run<Running: Command>(
        _ type: Running.Type, _ words: [String], _ lookup: CommandLookup, _ world: World
    ) async throws -> ExitCode {
        let subject = "'\(line(lookup.path))'"
        let (command, options) = try readCommand(type, words, lookup.path, subject, world)
        if options.help { return try showHelp(lookup, options, world) }
        do {
            try FieldCheck.check(options.fields, of: type, subject: subject)
            return try await perform(command, in: Context(program: self, options: options, world: world))
        } catch {
            return ErrorReporter(world, options: options).report(error)
        }
    }

    private func perform<Running: Command>(_ command: Running, in context: Context) async throws -> ExitCode {
        let reminder = LeftoverReminder(Running.configuration.effect, in: context)
        defer { reminder.tell() }
        do {
            try await command.run(in: context)
            return .success
        } catch let error as StreamError {
            return try error.exitCode(after: Running.configuration.effect)
        }
    }

    /// The words that people type to get to a place.
    private func line(_ path: [String]) -> String { ([name] + path).joined(separator: " ") }

    /// Flags without a command do nothing, and a script should not take that for success.
    private func refuse(_ flags: [String], _ path: [String]) throws(CommandError) {
        guard let flag = flags.first else { return }
        throw .usage("no command follows '\(line(path))', only \(flag)", hint: "\(line(path)) --help")
    }

    private func readCommand<Running: Command>(
        _ type: Running.Type, _ words: [String], _ path: [String], _ subject: String, _ world: World
    ) throws -> (Running, CommonOptions) {
        do {
            return try CommandReader.read(type, words, environment: world.environment, subject: subject)
        } catch {
            var error = error
            if error.exitCode == .usage, error.hint == nil { error.hint = "\(line(path)) --help" }
            throw error
        }
    }

    private func showHelp(_ lookup: CommandLookup, _ options: CommonOptions, _ world: World) throws -> ExitCode {
        let output = Output(console: world.console, options: options, environment: world.environment)
        let page = HelpPage(program: self, path: lookup.path, target: lookup.target)
        do {
            try output.write(page)
        } catch let error as StreamError {
            return try error.exitCode(after: .reads)
        }
        return .success
    }

    /// Whether help is asked for among the words, by itself; a bundle such as `-fh` only its command can read.
    private static func asksForHelp(_ words: [String]) -> Bool {
        words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    }
}

extension StreamError {
    /// How a run ends whose result could not be written: quietly where the reader had enough of a reading.
    fileprivate func exitCode(after effect: CommandConfiguration.Effect) throws -> ExitCode {
        switch (self, effect) {
        case (.closed, .local), (.closed, .reads): return .success
        case (.system(let words), .local), (.system(let words), .reads):
            throw CommandError(.failure, "the result could not be written to stdout: \(words)")
        case (_, .changes):
            throw CommandError(.undelivered, "the server did it, but the result could not be written to stdout")
        }
    }
}
