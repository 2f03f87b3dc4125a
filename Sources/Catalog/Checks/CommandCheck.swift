import Base
import Kernel
import OperatingSystem

/// Finds faults in the declarations of a single command.
///
/// Each message begins with the property that it is about.
struct CommandCheck {
    private let command: any Command.Type
    private let mount: [String]
    private let registry: Registry

    init(_ command: any Command.Type, at mount: [String], in registry: Registry) {
        self.command = command
        self.mount = mount
        self.registry = registry
    }

    /// Returns the faults as messages; empty if the command is valid.
    ///
    /// - Parameter typingExamples: Whether the examples are parsed.
    func complaints(typingExamples: Bool = true) -> [String] {
        let common = registry.common(at: mount)
        do {
            let schema = try common.schema(of: command)
            let shared = try common.schema.definitions
            let own = Array(schema.definitions.dropLast(shared.count))
            return ArgumentCheck(own, besides: shared).complaints + ruleComplaints(schema)
                + inheritanceComplaints(schema, common) + effectComplaints(own) + exitCodeComplaints
                + exampleComplaints(typingExamples)
        } catch EncodingError.invalidValue(_, let context) {
            return [context.debugDescription]
        } catch {
            return [CommandError(describing: error).message]
        }
    }

    /// A command with a confirmation has an effect: one that can be forced must declare that it changes something.
    private func effectComplaints(_ own: [ArgumentDefinition]) -> [String] {
        let answer = own.first { ["force", "yes"].contains($0.name) && !$0.isPositional && $0.isShown }
        guard let answer, command.configuration.effect == .reads else { return [] }
        return ["effect: it has \(answer.displayName), but says that it only reads"]
    }

    private var exitCodeComplaints: [String] {
        let configuration = command.configuration
        let implied = configuration.impliedExitCodes
        return configuration.furtherExitCodes.filter(implied.contains).map {
            "furtherExitCodes: \($0.rawValue) is implied by its effect"
        }
            + configuration.ownExitCodes.filter { $0.meaning.trimmed.isEmpty }.map {
                "exitMeanings: \($0.code.rawValue) has no meaning"
            }
    }

    private func exampleComplaints(_ areTyped: Bool) -> [String] {
        let configuration = command.configuration
        if configuration.examples.isEmpty, configuration.visibility == .shown { return ["examples: it has none"] }
        let blank = configuration.examples.filter { $0.purpose.trimmed.isEmpty }.map {
            "examples: '\($0.commandLine)' is not explained"
        }
        return areTyped ? blank + configuration.examples.compactMap(complaint) : blank
    }

    private func ruleComplaints(_ schema: ArgumentSchema) -> [String] {
        schema.rules.flatMap { rule in
            let unknown = rule.paths.filter { schema.definition(at: $0) == nil }
            let isTooShort = Set(rule.paths).count < 2
            return unknown.map { "rules: '\($0)' is not an argument" }
                + (isTooShort ? ["rules: one has only one argument"] : [])
        }
    }

    private func inheritanceComplaints(_ schema: ArgumentSchema, _ common: CommonArguments) -> [String] {
        let declared = common.inherited.map { ObjectIdentifier($0) }
        return schema.readsInherited.filter { !declared.contains(ObjectIdentifier($0)) }.map {
            "options: it reads \($0), which none of its mounts declares"
        }
    }

    /// Returns why an example can't be typed, or nil if it can.
    private func complaint(_ example: Example) -> String? {
        let line = "examples: '\(example.commandLine)'"
        do {
            let lookup = try CommandLookup(mount + ShellWords.split(example.commandLine), in: registry).withDefault
            guard case .command(let found, let words) = lookup.target, found == command else {
                return "\(line) belongs to another command"
            }
            try read(command, words, lookup.common)
            return nil
        } catch {
            return "\(line) cannot be typed: \(CommandError(describing: error).message)"
        }
    }

    private func read<Read: Command>(
        _ type: Read.Type, _ words: [String], _ common: CommonArguments
    ) throws(CommandError) {
        let parsed = try CommandReader.parse(type, words, common, environment: Environment(), subject: "it")
        // Values in files or on stdin don't exist during the check.
        if parsed.pending.isEmpty { _ = try CommandReader.command(type, of: parsed.values) }
    }
}

extension String {
    /// Whether it is easy to type: lower case, digits and dashes, with a letter first.
    var isSoundName: Bool {
        first?.isLetter == true
            && unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
    }
}
