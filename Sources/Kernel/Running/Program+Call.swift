import Base
import Terminal

/// A call of a command by another program, with named arguments.
package struct CommandCall: Sendable {
    package let command: any Command.Type
    /// The words that people type, without the program's name.
    package let path: [String]
    /// The words of each argument, by property path: each is the value itself, and no file is read for it.
    package let arguments: [String: [String]]

    package init(_ command: any Command.Type, at path: [String], arguments: [String: [String]]) {
        self.command = command
        self.path = path
        self.arguments = arguments
    }
}

extension Program {
    /// Runs a command in a world, like one invocation but within this process.
    ///
    /// Its rules are checked like those of a command line. Calls share what the world shares: give each its own
    /// streams.
    /// - Parameters:
    ///   - settings: Overrides of the context's settings; the call's own arguments take precedence.
    ///   - adjust: Changes the common options.
    /// - Throws: The command's errors, which say whether anything was changed.
    package func call(
        _ call: CommandCall, in world: World, settings: [String: String], adjust: (inout CommonOptions) -> Void
    ) async throws {
        try await run(call.command, call, world.named(service.names), settings, adjust)
    }

    private func run<Running: Command>(
        _ type: Running.Type, _ call: CommandCall, _ world: World, _ settings: [String: String],
        _ adjust: (inout CommonOptions) -> Void
    ) async throws {
        let subject = "'\(([name] + call.path).joined(separator: " "))'"
        let schema = try registry.common(at: call.path).schema(of: type)
        var given = GivenArguments(literal: call.arguments, environment: world.environment, schema: schema)
        try given.applyRules()
        let values = try ParsedArguments(given).values
        var options = try registry.common.options(of: values)
        adjust(&options)
        try options.checkFields(of: type, subject: subject)
        let context = Context(
            program: self, options: options,
            settings: settings.merging(try registry.common.settings(of: values)) { $1 },
            rows: try registry.common.rows(of: type, values), world: world,
            layers: { [registry] in registry.layers(at: call.path, in: $0) })
        let command: Running = try CommandReader.command(type, of: values)
        do {
            try await command.run(in: context)
        } catch {
            throw context.tellingState(after: CommandError.naming(subject, in: error), Running.configuration.effect)
        }
    }
}
