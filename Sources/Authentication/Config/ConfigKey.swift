import Base
import HTTPClient

/// A setting that the program, a plugin or another tool of the same service knows.
///
/// ```swift
/// static let configKeys = [ConfigKey("quota.columns", allowedInProjects: true)]
/// ```
/// A project's config file can only set keys that are declared as allowed: it may come with a cloned repository, and
/// must not decide where a credential goes or which program runs.
public struct ConfigKey: Sendable, Equatable {
    /// The parts of the key, separated by dots; `*` matches any single part, or all following parts at the end.
    public let name: String
    /// Whether a project's config file may set it.
    public let isAllowedInProjects: Bool

    /// The default; nil if there is none.
    public let standard: String?
    /// The kind of value.
    public let kind: Kind

    /// A kind of value.
    public enum Kind: Sendable, Equatable {
        /// Any text.
        case text
        /// `true` or `false`.
        case flag
        /// A whole number.
        case number
        /// One of a few words.
        case oneOf([String])
    }

    /// Declares a key.
    ///
    /// - Parameters:
    ///   - isAllowedInProjects: Whether a stranger may choose it, such as a place or a format.
    ///   - standard: The default.
    ///   - kind: The kind of value.
    public init(
        _ name: String, allowedInProjects isAllowedInProjects: Bool = false, default standard: String? = nil,
        _ kind: Kind = .text
    ) {
        self.name = name
        self.isAllowedInProjects = isAllowedInProjects
        self.standard = standard
        self.kind = kind
    }

    /// Returns what is wrong with a value, as the end of a sentence about it; nil if it is valid.
    package func complaint(about value: String) -> String? {
        switch kind {
        case .text: nil
        case .flag: ["true", "false"].contains(value) ? nil : "is not true or false"
        case .number: Int(value) == nil ? "is not a whole number" : nil
        case .oneOf(let words): words.contains(value) ? nil : "is not \(words.joined(separator: " or "))"
        }
    }

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
    package static let standard = ["context", "credential_helper"].map { ConfigKey($0) }
}

/// The settings of the service that a program talks to.
public struct ServiceSettings: Sendable {
    private let listOwn: @Sendable () -> [ConfigKey]
    private let listOthers: @Sendable () -> [ConfigKey]

    /// Creates the settings of a service.
    ///
    /// Both lists are evaluated each time they are needed: a command that reads no config doesn't pay for them.
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
