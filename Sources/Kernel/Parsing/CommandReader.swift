import Base
import OperatingSystem

/// Converts words to a command and the common options, both as plain values.
package enum CommandReader {
    /// Parses the words after the command's name; it reads nothing but them and the environment.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    package static func parse<Parsed: Command>(
        _ type: Parsed.Type, _ words: [String], _ common: CommonArguments, environment: Environment, subject: String
    ) throws(CommandError) -> ParsedArguments {
        try describingErrors {
            try ArgumentParser(schema: try common.schema(of: type), environment: environment, subject: subject).parse(
                words)
        }
    }

    /// Creates the command from values.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` if they contradict each other.
    package static func command<Parsed: Command>(
        _ type: Parsed.Type, of values: [String: any Sendable]
    ) throws(CommandError) -> Parsed {
        try describingErrors {
            let command = try Parsed(from: ArgumentDecoder(values: values))
            try command.validate()
            return command
        }
    }

    /// Creates a group of options from values.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` if they contradict each other.
    static func group<Group: ArgumentGroup>(
        _ type: Group.Type, of values: [String: any Sendable]
    ) throws(CommandError) -> Group {
        try describingErrors {
            let group = try Group(from: ArgumentDecoder(values: values))
            try group.validate()
            return group
        }
    }

    /// Reads a complete line, without values in files or on stdin.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    package static func read<Parsed: Command>(
        _ type: Parsed.Type, _ words: [String], _ common: CommonArguments, environment: Environment, subject: String
    ) throws(CommandError) -> (command: Parsed, options: CommonOptions) {
        let values = try parse(type, words, common, environment: environment, subject: subject).values
        return (try command(type, of: values), try common.options(of: values))
    }

    private static func describingErrors<Result>(_ body: () throws -> Result) throws(CommandError) -> Result {
        do { return try body() } catch { throw CommandError(describing: error) }
    }
}
