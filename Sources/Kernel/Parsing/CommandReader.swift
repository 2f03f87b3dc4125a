/// Turns words into a command and the common options, both as plain values.
package enum CommandReader {
    /// Reads the words after the command's name.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    package static func read<Parsed: Command>(
        _ type: Parsed.Type, _ words: [String], environment: Environment, subject: String
    ) throws(CommandError) -> (command: Parsed, options: CommonOptions) {
        let schema = ArgumentSchema(of: Invocation<Parsed>())
        let values = try ArgumentParser(schema: schema, environment: environment, subject: subject).parse(words)
        do {
            let invocation = try Invocation<Parsed>(from: ArgumentDecoder(values: values))
            try validate(invocation)
            return (invocation.command, invocation.options)
        } catch {
            throw CommandError(describing: error)
        }
    }

    /// Everything that can be typed after a command's name.
    package static func schema<Declared: Command>(of type: Declared.Type) -> ArgumentSchema {
        ArgumentSchema(of: Invocation<Declared>())
    }

    private static func validate(_ declared: Any) throws {
        for child in Mirror(reflecting: declared).children {
            guard let group = (child.value as? any ArgumentGroupProperty)?.group else { continue }
            try validate(group)
            try group.validate()
        }
    }
}

/// A command together with the options that every command has.
private struct Invocation<Parsed: Command>: Decodable {
    @OptionGroup private var own: CommandArguments<Parsed>
    @OptionGroup private var common: CommonOptions

    init() {}

    var command: Parsed { own.command }
    var options: CommonOptions { common }
}

/// A command's own arguments as a group.
private struct CommandArguments<Parsed: Command>: ArgumentGroup, CustomReflectable {
    let command: Parsed

    init() { command = Parsed() }
    init(from decoder: any Decoder) throws { command = try Parsed(from: decoder) }

    var customMirror: Mirror { Mirror(reflecting: command) }
    func validate() throws { try command.validate() }
}
