import Base
import Kernel

/// Finds faults in the arguments of a command or of a mount's options.
struct ArgumentCheck {
    private let own: [ArgumentDefinition]
    private let common: [ArgumentDefinition]

    /// - Parameter common: The common arguments.
    init(_ own: [ArgumentDefinition], besides common: [ArgumentDefinition]) {
        self.own = own
        self.common = common
    }

    /// The faults; each begins with the property that it is about.
    var complaints: [String] {
        flags + positionals(own.filter(\.isPositional)) + texts + variables + own.compactMap(\.faultOfDefault)
    }

    private var flags: [String] {
        var complaints: [String] = []
        var seen = Set<String>()
        for definition in own where !definition.isPositional {
            let property = definition.path.text
            for name in [definition.name] + definition.aliases where !name.isSoundName {
                complaints.append("\(property): the flag --\(name) is not lower case with dashes")
            }
            for name in definition.typedNames {
                if common.contains(where: { $0.typedNames.contains(name) }) {
                    complaints.append("\(property): the flag \(name) collides with a common flag")
                } else if !seen.insert(name).inserted {
                    complaints.append("\(property): the flag \(name) is declared twice")
                }
            }
        }
        return complaints
    }

    private func positionals(_ positionals: [ArgumentDefinition]) -> [String] {
        let ordered = positionals.filter { !$0.isPassedOn }
        let unreachable = ordered.dropLast().filter(\.isRepeatable).map {
            "\($0.path.text): no argument can follow \($0.displayName), which takes all words"
        }
        let second = positionals.filter(\.isPassedOn).dropFirst().map {
            "\($0.path.text): another argument takes the words after --"
        }
        let optional = ordered.firstIndex { !$0.isRequired } ?? ordered.count
        return unreachable + second
            + ordered[optional...].filter(\.isRequired).map {
                "\($0.path.text): \($0.displayName) is required, but an argument before it is not"
            }
    }

    private var texts: [String] {
        own.filter { $0.help.trimmed.isEmpty }.map { "\($0.path.text): \($0.displayName) has no help" }
            + own.filter { $0.takesValue && $0.valueName.trimmed.isEmpty }.map {
                "\($0.path.text): its value name is empty"
            }
    }

    private var variables: [String] {
        own.enumerated().compactMap { index, definition in
            guard let variable = definition.environment,
                let other = (own[..<index] + common).first(where: { $0.environment == variable })
            else { return nil }
            return "\(definition.path.text): its variable \(variable.name) also sets \(other.displayName)"
        }
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

    /// Why the default couldn't be given as a value; nil if it could.
    fileprivate var faultOfDefault: String? {
        guard !defaultWords.isEmpty else { return nil }
        do throws(ValueError) {
            _ = try read(defaultWords)
            return nil
        } catch {
            return "\(path.text): its default '\(error.word)' \(error.complaint)"
        }
    }
}
