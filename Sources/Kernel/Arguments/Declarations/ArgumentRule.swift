import Base

/// A rule about several arguments of a command or a group, identified by their properties.
///
/// ```swift
/// static var rules: [ArgumentRule] { [.exclusive("name", "id"), .together("user", "password")] }
/// ```
/// Name a property of an included group with the group's property in front, as in `"bed.name"`.
public struct ArgumentRule: Sendable, Equatable {
    /// The kind of rule.
    package enum Kind: Sendable, Equatable {
        case exclusive
        case together
        case oneOf
        case exactlyOne
    }

    package let kind: Kind
    /// The properties, below those of the groups that contain them.
    package private(set) var paths: [String]

    /// At most one of them may be given.
    ///
    /// If one is on the command line, the environment variables of the others are ignored.
    public static func exclusive(_ properties: String...) -> ArgumentRule {
        ArgumentRule(kind: .exclusive, paths: properties)
    }

    /// Either all of them must be given, or none.
    public static func together(_ properties: String...) -> ArgumentRule {
        ArgumentRule(kind: .together, paths: properties)
    }

    /// At least one of them must be given; a default doesn't count.
    public static func oneOf(_ properties: String...) -> ArgumentRule {
        ArgumentRule(kind: .oneOf, paths: properties)
    }

    /// Exactly one of them must be given; a default doesn't count.
    ///
    /// As in ``exclusive(_:)``, the command line takes precedence over the environment.
    public static func exactlyOne(_ properties: String...) -> ArgumentRule {
        ArgumentRule(kind: .exactlyOne, paths: properties)
    }

    /// Whether at most one of its arguments may be given.
    package var isExclusive: Bool { kind == .exclusive || kind == .exactlyOne }

    /// Returns the same rule for a group at `path`.
    func below(_ path: [any CodingKey]) -> ArgumentRule {
        guard !path.isEmpty else { return self }
        var rule = self
        let prefix = ArgumentPath(path).text
        rule.paths = paths.map { "\(prefix).\($0)" }
        return rule
    }

    /// Returns the rule as people read it in help and in hints.
    package func sentence(of names: [String]) -> String {
        let all = names.joined(last: "and")
        return switch kind {
        case .exclusive: "give only one of \(all)"
        case .together: "give \(all) together or not at all"
        case .oneOf: "give at least one of \(all)"
        case .exactlyOne: "give exactly one of \(all)"
        }
    }
}
