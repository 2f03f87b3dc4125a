import Base
import Kernel
import OperatingSystem

/// Finds faults in the declarations of a single command.
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
        guard let common = try? registry.common.schema.definitions,
            let schema = try? registry.common.schema(of: command)
        else { return ["it has a property that is not an @Argument, @Option, @Flag or @OptionGroup"] }
        let own = Array(schema.definitions.dropLast(common.count))
        let blank = own.filter { $0.help.trimmed.isEmpty }.map { "\($0.displayName) has no help" }
        return flagComplaints(own, common) + positionalComplaints(own.filter(\.isPositional)) + blank
            + ruleComplaints(schema) + forceComplaints(own) + exampleComplaints(typingExamples)
    }

    /// A command with a confirmation has an effect: one that can be forced must declare that it changes something.
    private func forceComplaints(_ own: [ArgumentDefinition]) -> [String] {
        let answer = own.first { ["force", "yes"].contains($0.name) && !$0.isPositional && $0.isShown }
        guard let answer, command.configuration.effect == .reads else { return [] }
        return ["it has \(answer.displayName), but says that it only reads"]
    }

    private func exampleComplaints(_ areTyped: Bool) -> [String] {
        let configuration = command.configuration
        if configuration.examples.isEmpty, configuration.visibility == .shown { return ["it has no example"] }
        let blank = configuration.examples.filter { $0.purpose.trimmed.isEmpty }.map {
            "its example '\($0.commandLine)' is not explained"
        }
        return areTyped ? blank + configuration.examples.compactMap(complaint) : blank
    }

    private func ruleComplaints(_ schema: ArgumentSchema) -> [String] {
        schema.rules.flatMap { rule in
            let unknown = rule.paths.filter { schema.definition(at: $0) == nil }
            let isTooShort = Set(rule.paths).count < 2
            return unknown.map { "a rule names '\($0)', which is not an argument" }
                + (isTooShort ? ["a rule has only one argument"] : [])
        }
    }

    private func flagComplaints(_ own: [ArgumentDefinition], _ common: [ArgumentDefinition]) -> [String] {
        var complaints: [String] = []
        var seen = Set<String>()
        for definition in own where !definition.isPositional {
            for name in [definition.name] + definition.aliases where !name.isSoundName {
                complaints.append("its flag --\(name) is not lower case with dashes")
            }
            for name in definition.typedNames {
                if common.contains(where: { $0.typedNames.contains(name) }) {
                    complaints.append("its flag \(name) collides with a common flag")
                } else if !seen.insert(name).inserted {
                    complaints.append("it declares the flag \(name) twice")
                }
            }
        }
        return complaints
    }

    private func positionalComplaints(_ positionals: [ArgumentDefinition]) -> [String] {
        let unreachable = positionals.dropLast().filter(\.isRepeatable).map {
            "no argument can follow \($0.displayName), which takes all words"
        }
        let optional = positionals.firstIndex { !$0.isRequired } ?? positionals.count
        return unreachable
            + positionals[optional...].filter(\.isRequired).map {
                "\($0.displayName) is required, but an argument before it is not"
            }
    }

    /// Returns why an example can't be typed, or nil if it can.
    private func complaint(_ example: Example) -> String? {
        let line = "its example '\(example.commandLine)'"
        do {
            let lookup = try CommandLookup(mount + ShellWords.split(example.commandLine), in: registry)
            guard case .command(let found, let words) = lookup.target, found == command else {
                return "\(line) belongs to another command"
            }
            try read(command, words)
            return nil
        } catch {
            return "\(line) cannot be typed: \(CommandError(describing: error).message)"
        }
    }

    private func read<Read: Command>(_ type: Read.Type, _ words: [String]) throws(CommandError) {
        let parsed = try CommandReader.parse(
            type, words, registry.common, environment: Environment(), subject: "it")
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

extension ArgumentDefinition {
    /// Everything that can be typed for it, with dashes.
    var typedNames: [String] {
        var names = ["--\(name)"]
        if form == .flag(isInvertible: true) { names.append("--no-\(name)") }
        if let short { names.append("-\(short)") }
        return names + aliases.map { ($0.count == 1 ? "-" : "--") + $0 }
    }
}
