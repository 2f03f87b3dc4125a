public import Base
import HTTPClient

/// The declaration of a setting of the program, of a plugin, or of another tool for the same service.
///
/// ```swift
/// static let configKeys = [
///     ConfigKey("quota.columns", Int.self, default: 3, help: "Columns of the table", validate: .range(1...9))
/// ]
/// let columns = try context.config.value("quota.columns", as: Int.self)
/// ```
/// A project's config file can only set keys that are declared as allowed, because it may come with a cloned
/// repository: it must not decide where a credential is sent or which program runs.
public struct ConfigKey: Sendable {
    /// The parts of the key, separated by dots; `*` matches any one part, and at the end also any number of parts.
    public let name: String
    /// Whether a project's config file may set the key.
    public let isAllowedInProjects: Bool
    /// Whether an environment variable may set the key.
    public let hasVariable: Bool

    /// The default value; nil if there is none.
    public let standard: String?
    /// The kind of values that are valid.
    public let kind: Kind
    /// What the key sets, as a noun phrase or imperative; empty for keys of other tools.
    public let help: String

    /// A kind of values.
    public struct Kind: Sendable {
        /// The type in JSON: `string`, `integer`, `number` or `boolean`.
        package let jsonType: String
        /// Every valid value, if there are few.
        package let allowedValues: [String]
        /// The rule for a value, in words.
        package let rule: String?
        /// Returns what is wrong with a value, as the end of a sentence about it; nil if it is valid.
        package let complaint: @Sendable (String) -> String?

        /// Any text.
        public static var text: Kind { Kind(String.self) }
        /// `true` or `false`.
        public static var flag: Kind { Kind(Bool.self) }
        /// A whole number.
        public static var number: Kind { Kind(Int.self) }

        /// One of a few words.
        public static func oneOf(_ words: [String]) -> Kind {
            Kind(jsonType: "string", allowedValues: words, rule: nil) {
                words.contains($0) ? nil : "is not \(words.joined(separator: " or "))"
            }
        }

        fileprivate init<Value: ArgumentValue>(_ type: Value.Type, _ validator: Validator<Value>? = nil) {
            self.init(jsonType: type.jsonType, allowedValues: type.allowedArguments, rule: validator?.rule) { word in
                do throws(ValueError) {
                    _ = try ValueReader.one(word, validator) as Value
                    return nil
                } catch {
                    return error.complaint
                }
            }
        }

        private init(
            jsonType: String, allowedValues: [String], rule: String?, complaint: @escaping @Sendable (String) -> String?
        ) {
            self.jsonType = jsonType
            self.allowedValues = allowedValues
            self.rule = rule
            self.complaint = complaint
        }
    }

    /// Declares a key whose values have a given type.
    ///
    /// - Parameters:
    ///   - type: The type of the values.
    ///   - standard: The default value.
    ///   - help: What the key sets, as a noun phrase or imperative.
    ///   - validate: A rule for the values.
    ///   - isAllowedInProjects: Whether it is safe to let the author of a cloned repository choose the value.
    public init<Value: ArgumentValue>(
        _ name: String, _ type: Value.Type, default standard: Value? = nil, help: String,
        validate: Validator<Value>? = nil, allowedInProjects isAllowedInProjects: Bool = false
    ) {
        self.init(
            name, allowedInProjects: isAllowedInProjects, default: standard?.argument, Kind(type, validate), help: help)
    }

    /// Declares a key.
    ///
    /// - Parameters:
    ///   - isAllowedInProjects: Whether it is safe to let the author of a cloned repository choose the value.
    ///   - hasVariable: Whether an environment variable may set it, too.
    ///   - standard: The default value.
    ///   - kind: The kind of values that are valid.
    ///   - help: What the key sets, as a noun phrase or imperative.
    public init(
        _ name: String, allowedInProjects isAllowedInProjects: Bool = false, hasVariable: Bool = true,
        default standard: String? = nil, _ kind: Kind = .text, help: String = ""
    ) {
        self.name = name
        self.isAllowedInProjects = isAllowedInProjects
        self.hasVariable = hasVariable
        self.standard = standard
        self.kind = kind
        self.help = help
    }

    /// Returns what is wrong with a value, as the end of a sentence about it; nil if it is valid.
    package func complaint(about value: String) -> String? { kind.complaint(value) }

    /// The parts of the name.
    package var path: [String] { name.split(separator: ".").map(String.init) }

    /// Whether it is a single key, without `*`.
    package var isSingle: Bool { !name.contains("*") }

    /// Returns whether it matches the key with these parts, ignoring case.
    package func matches(_ path: [String]) -> Bool {
        let parts = name.split(separator: ".")
        guard parts.count == path.count || parts.last == "*" && path.count > parts.count else { return false }
        return zip(parts, path).allSatisfy { $0 == "*" || $0 == $1.lowercased() }
    }
}

extension ConfigKey {
    /// The keys that every program has.
    package static let standard = [
        ConfigKey("context", help: "Context that commands use"),
        ConfigKey("credential_helper", help: "Program that keeps logins instead of the config file"),
    ]
}

extension ProgramNames {
    /// Returns the environment variable that overrides a setting: the prefix and `LOCAL_CORE` for `local.core`.
    package func variable(ofSetting path: [String]) -> String {
        let joined = path.joined(separator: "_").uppercased()
        return variable(String(joined.map { $0.isLetter || $0.isNumber ? $0 : "_" }))
    }
}

/// The config keys of the service that a program talks to.
public struct ServiceSettings: Sendable {
    private let listOwn: @Sendable () -> [ConfigKey]
    private let listOthers: @Sendable () -> [ConfigKey]

    /// Declares the config keys of a service.
    ///
    /// Both lists are evaluated whenever they are needed, so they cost nothing if a command reads no config.
    ///
    /// - Parameters:
    ///   - own: The keys that the service's program reads.
    ///   - ofOtherTools: The keys that other tools for the service keep in projects, which cause no warning.
    public init(
        _ own: @autoclosure @escaping @Sendable () -> [ConfigKey] = [],
        ofOtherTools: @autoclosure @escaping @Sendable () -> [ConfigKey] = []
    ) {
        listOwn = own
        listOthers = ofOtherTools
    }

    /// The keys that the service's program reads; plugins can't allow projects to set them.
    var own: [ConfigKey] { listOwn() }
    /// The keys that other tools of the service keep in projects, which cause no warning.
    var ofOtherTools: [ConfigKey] { listOthers() }

    /// The keys that plugins can't allow projects to set.
    package var reserved: [ConfigKey] { ConfigKey.standard + own }
}
