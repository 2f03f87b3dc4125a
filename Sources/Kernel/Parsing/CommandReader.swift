/// Turns words into a command and the common options, both as plain values.
package enum CommandReader {
    /// Reads the words after the command's name.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    package static func read<Parsed: Command>(
        _ type: Parsed.Type, _ words: [String], environment: Environment, subject: String
    ) throws(CommandError) -> (command: Parsed, options: CommonOptions) {
        do {
            let parser = ArgumentParser(schema: try schema(of: type), environment: environment, subject: subject)
            let values = try parser.parse(words)
            let command = try Parsed(from: ArgumentDecoder(values: values))
            let options = try CommonOptions(from: ArgumentDecoder(values: values))
            try command.validate()
            try options.validate()
            return (command, options)
        } catch {
            throw CommandError(describing: error)
        }
    }

    /// Everything that can be typed after a command's name.
    ///
    /// - Throws: An error that names a property of the command that has no wrapper.
    package static func schema<Declared: Command>(of type: Declared.Type) throws -> ArgumentSchema {
        var schema = try ArgumentSchema(of: Declared())
        try schema.add(CommonOptions(), title: CommonOptions.title)
        return schema
    }

    /// The arguments that every command has.
    package static var commonSchema: ArgumentSchema {
        get throws { try ArgumentSchema(of: CommonOptions()) }
    }
}
