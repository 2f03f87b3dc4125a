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
    /// Lines that a newcomer can begin with, as its help shows them first.
    public let beginnings: [Example]
    /// The tree of commands.
    public let registry: Registry

    /// Assembles a program.
    ///
    /// - Parameter beginnings: What a newcomer may type, each without the program's name.
    public init(
        name: String, version: String, summary: String = "", beginnings: [Example] = [], plugins: [any Plugin.Type]
    ) {
        self.name = name
        self.version = version
        self.summary = summary
        self.beginnings = beginnings
        self.registry = Registry(plugins)
    }

    /// Runs one command line in a world and says how the process should end.
    ///
    /// - Parameter arguments: The words after the program's name.
    public func run(_ arguments: [String], in world: World) async -> ExitCode {
        do {
            let lookup = try CommandLookup(arguments, in: registry, program: name)
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
        let parsed = try pointingToHelp(lookup) { () throws(CommandError) in
            try CommandReader.parse(type, words, environment: world.environment, subject: subject)
        }
        let options = try pointingToHelp(lookup) { () throws(CommandError) in
            try CommandReader.options(of: parsed.values)
        }
        if options.help { return try showHelp(lookup, options, world) }
        do {
            try FieldCheck.check(options.fields, of: type, subject: subject)
            let context = Context(program: self, options: options, world: world)
            warn(of: type, parsed, subject, context.output)
            let values = try await parsed.allValues(in: world)
            return try await perform(try CommandReader.command(type, of: values), in: context)
        } catch {
            return ErrorReporter(world, options: options).report(pointingToHelp(error, lookup))
        }
    }

    /// Tells what was used that will go away, and what to use instead.
    private func warn(
        of command: any Command.Type, _ parsed: ParsedArguments, _ subject: String, _ output: Output
    ) {
        if let replacement = command.configuration.visibility.replacement {
            output.warning("\(subject) is deprecated; use '\(name) \(replacement)'")
        }
        for deprecation in parsed.deprecations { output.warning(deprecation) }
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
        throw .usage("no command follows '\(line(path))', only \(flag.shortened)", hint: "\(line(path)) --help")
    }

    /// Adds to a usage error without a hint where to read on.
    private func pointingToHelp<Result>(
        _ lookup: CommandLookup, _ body: () throws(CommandError) -> Result
    ) throws(CommandError) -> Result {
        do {
            return try body()
        } catch {
            throw pointingToHelp(error, lookup)
        }
    }

    private func pointingToHelp(_ error: CommandError, _ lookup: CommandLookup) -> CommandError {
        guard error.exitCode == .usage, error.hint == nil else { return error }
        var error = error
        error.hint = "\(line(lookup.path)) --help"
        return error
    }

    private func pointingToHelp(_ error: any Error, _ lookup: CommandLookup) -> any Error {
        (error as? CommandError).map { pointingToHelp($0, lookup) } ?? error
    }

    private func showHelp(_ lookup: CommandLookup, _ options: CommonOptions, _ world: World) throws -> ExitCode {
        let output = Output(console: world.console, options: options, environment: world.environment)
        let page = HelpPage(program: self, of: lookup)
        do {
            try output.help(page)
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
