import AuditTrail
import Base
import HTTPClient
import Terminal

extension Program {
    /// Runs one command line in a world and returns the exit code.
    ///
    /// - Parameter arguments: The words after the program's name.
    public func run(_ arguments: [String], in world: World) async -> ExitCode {
        let world = world.named(service.names)
        do {
            let lookup = try CommandLookup(arguments, in: registry)
            try requireOwn(lookup)
            if Self.asksForHelp(lookup.target) { return try showHelp(lookup, .salvaged(from: arguments), world) }
            let complete = lookup.withDefault
            switch complete.target {
            case .group(let flags):
                try refuse(flags, lookup.path)
                return try showHelp(lookup, .salvaged(from: arguments), world)
            case .command(let command, let words):
                return try await run(command, words, complete, world)
            }
        } catch let unknown as UnknownCommand {
            return await report(unknown, of: arguments, world)
        } catch {
            return report(error, .salvaged(from: arguments), world)
        }
    }

    /// Makes sure that a line isn't the fallback's, though it begins with a command of this program.
    ///
    /// - Throws: ``UnknownCommand`` otherwise.
    package func requireOwn(_ lookup: CommandLookup) throws {
        if let fallback, let further = lookup.further, fallback.claims(further) { throw further }
    }

    /// Passes a line that names no command to the fallback, or reports what is wrong with it.
    private func report(_ unknown: UnknownCommand, of arguments: [String], _ world: World) async -> ExitCode {
        let options = CommonOptions.salvaged(from: arguments)
        var unknown = unknown
        unknown.line = arguments
        do {
            if let fallback, fallback.claims(unknown) {
                try await fallback.take(unknown, Context(program: self, options: options, world: world))
            }
        } catch {
            return report(error, options, world)
        }
        return report(unknown, options, world)
    }

    private func run<Running: Command>(
        _ type: Running.Type, _ words: [String], _ lookup: CommandLookup, _ world: World
    ) async throws -> ExitCode {
        let subject = "'\(line(lookup.path))'"
        let parsed = try pointingToHelp(lookup) { () throws(CommandError) in
            try CommandReader.parse(
                type, words, lookup.common, environment: world.environment, subject: subject)
        }
        let options = try pointingToHelp(lookup) { () throws(CommandError) in
            try registry.common.options(of: parsed.values, typed: parsed.typed)
        }
        let settings = try pointingToHelp(lookup) { () throws(CommandError) in
            try registry.common.settings(of: parsed.values)
        }
        if options.help { return try showHelp(lookup, options, world) }
        // The transport takes as long to open as everything else before the first request, so it is opened in parallel.
        let isLocal = type.configuration.effect == .local
        if !isLocal, registry.embeddedContext(named: options.context ?? "") == nil {
            world.prepareTransport()
        }
        do {
            try options.checkFields(of: type, subject: subject)
            world.console.resultCheck?.declare(type.fields)
            let rows = try registry.common.rows(of: type, parsed.values)
            var inner = world
            let filter = try filter(options, of: type, &inner)
            // A command that talks to no server needs no layers around its requests.
            let layers: @Sendable (Context) -> [any HTTPLayer] = { [plugin = lookup.plugin] in
                plugin?.layers(in: $0) ?? []
            }
            let context = Context(
                program: self, options: options, settings: settings, rows: rows, world: inner,
                layers: isLocal ? nil : layers)
            warn(of: lookup.deprecations, parsed, context.output)
            let values = try await parsed.allValues(in: world)
            let crash = CrashReport(
                subject, plugin: lookup.plugin?.manifest.name ?? "", changes: type.configuration.effect == .changes,
                context.output)
            return try await perform(try CommandReader.command(type, of: values), crash, in: context, filter)
        } catch let unknown as UnknownCommand {
            throw unknown
        } catch {
            return report(pointingToHelp(error, lookup), options, world)
        }
    }

    /// Warns about deprecated groups, commands and arguments, and says what to use instead.
    private func warn(
        of places: [(path: [String], replacement: String)], _ parsed: ParsedArguments, _ output: Output
    ) {
        for place in places {
            output.warning("'\(line(place.path))' is deprecated; use '\(name) \(place.replacement)'")
        }
        for deprecation in parsed.deprecations { output.warning(deprecation) }
    }

    /// Holds the result back for `--jq`; nil without it.
    private func filter<Running: Command>(
        _ options: CommonOptions, of type: Running.Type, _ world: inout World
    ) throws -> FilteredOutput? {
        guard let expression = options.jq else { return nil }
        guard try !registry.common.schema(of: type).definitions.contains(where: { $0.purpose == .delivery }) else {
            throw CommandError.usage(
                "--jq could lose a value that is shown only once",
                hint: "use --fields to pick fields, or --to-command to hand over the value")
        }
        return try FilteredOutput(expression, in: world.environment, &world.console)
    }

    /// Runs a command, and prepares for its crash.
    private func perform<Running: Command>(
        _ command: Running, _ crash: CrashReport, in context: Context, _ filter: FilteredOutput?
    ) async throws -> ExitCode {
        let effect = Running.configuration.effect
        if let interruption = Interruption.current {
            crash.begin()
            interruption.watchSteps { crash.stepIsNow($0, hasBegun: context.audit.hasBegun) }
        }
        let endings = observers.map { $0(effect, context) }
        defer { for end in endings { end() } }
        Interruption.current?.tells(
            { _ = report($0, context.options, context.world) },
            otherwise: { CommandError(describing: context.tellingState(after: CancellationError(), effect)) })
        do {
            do {
                try await command.run(in: context)
            } catch {
                // A check that finds something fails, and its result says what.
                try filter?.finish()
                throw error
            }
            try filter?.finish()
            return .success
        } catch let error as StreamError {
            return try error.exitCode(after: effect)
        } catch {
            throw context.tellingState(after: CommandError.naming(crash.owner, in: error), effect)
        }
    }

    /// Returns the words that people type to get to a place.
    private func line(_ path: [String]) -> String { ([name] + path).joined(separator: " ") }

    /// Flags without a command do nothing, and a script should not take that for success.
    private func refuse(_ flags: [String], _ path: [String]) throws(CommandError) {
        guard let flag = flags.first else { return }
        throw .usage("no command follows '\(line(path))', only \(flag.shortened)", hint: .command(path, ["--help"]))
    }

    /// Adds a hint about help to a usage error without one.
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
        error.hint = .command(lookup.path, ["--help"])
        return error
    }

    private func pointingToHelp(_ error: any Error, _ lookup: CommandLookup) -> any Error {
        (error as? CommandError).map { pointingToHelp($0, lookup) } ?? error
    }

    /// Reports an error in the format that the options request.
    func report(_ error: any Error, _ options: CommonOptions, _ world: World) -> ExitCode {
        ErrorReporter(output(options, options.errorPresentation, world)).report(error)
    }

    private func output(_ options: CommonOptions, _ presentation: OutputOptions, _ world: World) -> Output {
        Output(
            console: world.console, options: presentation, environment: world.environment, hints: hints(for: options))
    }

    private func showHelp(_ lookup: CommandLookup, _ options: CommonOptions, _ world: World) throws -> ExitCode {
        let output = output(options, options.presentation, world)
        let page = HelpPage(program: self, of: lookup, detail: .brief)
        do {
            try output.help(page)
        } catch let error as StreamError {
            return try error.exitCode(after: .reads)
        }
        return .success
    }

    /// Returns whether a word asks for help; only the command can parse a bundle such as `-fh`.
    private static func asksForHelp(_ target: CommandLookup.Target) -> Bool {
        let words =
            switch target {
            case .command(_, let words): words
            case .group(let flags): flags
            }
        return words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    }
}
