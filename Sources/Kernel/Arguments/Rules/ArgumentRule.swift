/// A rule between several arguments of a command or a group, which are named by their properties.
///
/// ```swift
/// static var rules: [ArgumentRule] { [.exclusive("name", "id"), .together("user", "password")] }
/// ```
/// A property of a group that a command includes is named below it, as in `"bed.name"`.
public struct ArgumentRule: Sendable, Equatable {
    /// What is asked of the arguments.
    package enum Kind: Sendable, Equatable {
        case exclusive
        case together
        case oneOf
    }

    package let kind: Kind
    /// The properties, below those of the groups that hold them.
    package private(set) var paths: [String]

    /// At most one of them may be given.
    ///
    /// What is typed beats the environment: the variables of the others do not count then.
    public static func exclusive(_ properties: String...) -> ArgumentRule {
        ArgumentRule(kind: .exclusive, paths: properties)
    }

    /// All of them are given, or none.
    public static func together(_ properties: String...) -> ArgumentRule {
        ArgumentRule(kind: .together, paths: properties)
    }

    /// At least one of them is given; a default does not count.
    public static func oneOf(_ properties: String...) -> ArgumentRule {
        ArgumentRule(kind: .oneOf, paths: properties)
    }

    /// The same rule where its properties stand in a group below `path`.
    func below(_ path: [any CodingKey]) -> ArgumentRule {
        guard !path.isEmpty else { return self }
        var rule = self
        let prefix = ArgumentPath(path).text
        rule.paths = paths.map { "\(prefix).\($0)" }
        return rule
    }

    /// What the rule asks for, as people read it in help and in hints.
    package func sentence(of names: [String]) -> String {
        let all = names.joined(last: "and")
        return switch kind {
        case .exclusive: "give only one of \(all)"
        case .together: "give \(all) together or not at all"
        case .oneOf: "give at least one of \(all)"
        }
    }
}

extension [String] {
    /// The words as a list within a sentence: `a, b and c`.
    package func joined(last conjunction: String) -> String {
        guard count > 1, let last else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) \(conjunction) \(last)"
    }
}
