import Base

/// The part of a manifest that scripts rely on.
struct ManifestPromise: Decodable {
    struct Code: Decodable {
        let code: Int
        let name: String
    }

    struct Group: Decodable {
        let path: [String]
        let aliases: [String]
        let defaultCommand: String?
    }

    struct Command: Decodable {
        let path: [String]
        let aliases: [String]
        let changesServer: Bool
        let arguments: [Argument]
        let flags: [Argument]
        let rules: [Rule]
        let fields: [String]
    }

    struct Rule: Decodable {
        let kind: String?
        let arguments: [String]?
        let sentence: String
    }

    struct Argument: Decodable {
        let name: String
        let short: String?
        let aliases: [String]?
        let type: String
        let valueName: String?
        let allowedValues: [String]?
        let rule: String?
        let `default`: String?
        let environment: String?
        let isRequired: Bool
        let isRepeatable: Bool
        let isInvertible: Bool
        let source: String
    }

    struct Setting: Decodable {
        let key: String
        let type: String
        let allowedValues: [String]?
        let rule: String?
        let `default`: String?
        let isAllowedInProjects: Bool
        let variable: String?
    }

    /// The properties of a value that scripts rely on, wherever it is given.
    struct Value {
        let type: String
        let allowedValues: [String]?
        let rule: String?
        let standard: String?
        let variable: String?
    }

    let outputFormats: [String]
    let exitCodes: [Code]
    let commonFlags: [Argument]
    let groups: [Group]
    let commands: [Command]
    /// The settings of config files; nil in older manifests.
    let settings: [Setting]?
}

extension ManifestPromise.Setting {
    var value: ManifestPromise.Value {
        .init(type: type, allowedValues: allowedValues, rule: rule, standard: `default`, variable: variable)
    }
}

extension ManifestPromise.Argument {
    var value: ManifestPromise.Value {
        .init(type: type, allowedValues: allowedValues, rule: rule, standard: `default`, variable: environment)
    }

    /// Everything that can be typed for a flag.
    var typedNames: [String] {
        ["--\(name)"] + (isInvertible ? ["--no-\(name)"] : []) + (short.map { ["-\($0)"] } ?? [])
            + (aliases ?? []).map { ($0.count == 1 ? "-" : "--") + $0 }
    }
}

extension ManifestPromise.Command {
    /// The words that people type.
    var place: String { path.joined(separator: " ") }

    /// Returns whether a path leads to it, by its name or an alias.
    func answers(to path: [String]) -> Bool {
        guard let name = path.last, self.path.dropLast() == path.dropLast() else { return false }
        return self.path.last == name || aliases.contains(name)
    }
}
