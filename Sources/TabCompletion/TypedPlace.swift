import Base
import Kernel
import OperatingSystem

/// Where the complete words of a line lead: what can follow, and what was given so far.
struct TypedPlace {
    /// The names of the groups, and of the command if there is one.
    let path: [String]
    /// The command, once the words name it.
    let command: (any Command.Type)?
    /// Whether the schema is that of one command: the named one, or the group's default.
    let isOfOneCommand: Bool
    /// The arguments that can be given.
    let schema: ArgumentSchema
    /// The arguments that were given.
    let scan: ArgumentParser.Scan

    /// Parses words; nil if they are invalid, whatever follows.
    init?(_ words: [String], in registry: Registry) {
        guard let lookup = try? CommandLookup(words, in: registry) else { return nil }
        path = lookup.path
        switch lookup.target {
        case .command(let command, let arguments):
            guard let schema = try? lookup.common.schema(of: command),
                let scan = Self.scan(arguments, schema)
            else { return nil }
            (self.command, self.schema, self.scan, isOfOneCommand) = (command, schema, scan, true)
        case .group(let flags):
            if case .command(let command, let arguments) = lookup.withDefault.target,
                let schema = try? lookup.common.schema(of: command), let scan = Self.scan(arguments, schema)
            {
                (self.command, self.schema, self.scan, isOfOneCommand) = (nil, schema, scan, true)
                return
            }
            guard let (schema, scan) = Self.group(flags, lookup, registry) else { return nil }
            (command, self.schema, self.scan, isOfOneCommand) = (nil, schema, scan, false)
        }
    }

    /// Flags before a command are common ones, or those of a later command.
    private static func group(
        _ flags: [String], _ lookup: CommandLookup, _ registry: Registry
    ) -> (ArgumentSchema, ArgumentParser.Scan)? {
        guard let common = try? lookup.common.schema else { return nil }
        if let scan = scan(flags, common) { return (common, scan) }
        return registry.commands(below: lookup.path).lazy.compactMap { command in
            guard let schema = try? lookup.common.schema(of: command), let scan = scan(flags, schema) else {
                return nil
            }
            return (schema, scan)
        }.first
    }

    private static func scan(_ words: [String], _ schema: ArgumentSchema) -> ArgumentParser.Scan? {
        ArgumentParser(schema: schema, environment: Environment()).scan(words)
    }
}

extension TypedPlace {
    /// The positional argument that comes next, if there is one left.
    var nextPositional: ArgumentDefinition? {
        guard command != nil else { return nil }
        return schema.positional(after: scan.plainWords, isTerminated: scan.isTerminated)
    }

    /// Returns whether an argument was given already, or is excluded by another one.
    func isSettled(_ definition: ArgumentDefinition) -> Bool {
        let path = definition.path.text
        if scan.occurrences[path] != nil { return !definition.isRepeatable }
        return schema.rules.contains { rule in
            rule.isExclusive && rule.paths.contains(path)
                && rule.paths.contains { scan.occurrences[$0] != nil }
        }
    }

    /// The last value of each argument, including the environment's, by long name or placeholder.
    func given(in environment: Environment) -> [String: String] {
        let given = GivenArguments(typed: scan.occurrences, environment: environment, schema: schema)
        return schema.definitions.reduce(into: [:]) { values, definition in
            let name = definition.isPositional ? definition.valueName : definition.name
            values[name] = given.words[definition.path.text]?.words.last
        }
    }

    /// The common options that were given so far.
    func commonOptions(
        of common: CommonArguments, in environment: Environment
    ) throws -> (options: CommonOptions, settings: [String: String]) {
        let schema = try common.schema
        let paths = Set(schema.definitions.map(\.path.text))
        let typed = scan.occurrences.filter { paths.contains($0.key) }
        let given = GivenArguments(typed: typed, environment: environment, schema: schema)
        let values = try ParsedArguments(given).values
        return (try common.options(of: values), try common.settings(of: values))
    }
}
