/// Turns words into a command and the common options, both as plain values.
package enum CommandReader {
    /// Reads the words after the command's name, and nothing but them and the environment.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    package static func parse<Parsed: Command>(
        _ type: Parsed.Type, _ words: [String], environment: Environment, subject: String
    ) throws(CommandError) -> ParsedArguments {
        try describingErrors {
            try ArgumentParser(schema: try schema(of: type), environment: environment, subject: subject).parse(words)
        }
    }

    /// The command that values make.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` where they contradict each other.
    package static func command<Parsed: Command>(
        _ type: Parsed.Type, of values: [String: any Sendable]
    ) throws(CommandError) -> Parsed {
        try describingErrors {
            let command = try Parsed(from: ArgumentDecoder(values: values))
            try command.validate()
            return command
        }
    }

    /// The common options that values make.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` where they contradict each other.
    package static func options(of values: [String: any Sendable]) throws(CommandError) -> CommonOptions {
        try describingErrors {
            let options = try CommonOptions(from: ArgumentDecoder(values: values))
            try options.validate()
            return options
        }
    }

    /// Reads a line that says everything itself: no value of it stands in a file or on stdin.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    package static func read<Parsed: Command>(
        _ type: Parsed.Type, _ words: [String], environment: Environment, subject: String
    ) throws(CommandError) -> (command: Parsed, options: CommonOptions) {
        let values = try parse(type, words, environment: environment, subject: subject).values
        return (try command(type, of: values), try options(of: values))
    }

    /// Everything that can be typed after a command's name.
    ///
    /// - Throws: An error that names a property of the command that has no wrapper.
    package static func schema<Declared: Command>(of type: Declared.Type) throws -> ArgumentSchema {
        var schema = try ArgumentSchema(of: Declared())
        try schema.add(CommonOptions())
        return schema
    }

    /// The arguments that every command has.
    package static var commonSchema: ArgumentSchema {
        get throws { try ArgumentSchema(of: CommonOptions()) }
    }

    private static func describingErrors<Result>(_ body: () throws -> Result) throws(CommandError) -> Result {
        do { return try body() } catch { throw CommandError(describing: error) }
    }
}
