import Base

/// Arguments that several commands share, declared once as a struct and included with one line.
///
/// ```swift
/// struct TokenTarget: ArgumentGroup { @Option("t", help: "…") var name: String? }
/// struct RotateToken: Command { @OptionGroup var target: TokenTarget }
/// ```
public protocol ArgumentGroup: Codable, Sendable {
    /// The heading in help, or nil to list them with the command's own.
    static var title: String? { get }
    /// The purpose of its arguments.
    static var purpose: ArgumentPurpose { get }
    /// Rules between its arguments, checked before anything runs.
    static var rules: [ArgumentRule] { get }
    /// Creates the declarations.
    init()
    /// Checks conditions that ``rules`` can't express, before anything runs.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    func validate() throws
}

/// The purpose of arguments.
public enum ArgumentPurpose: Sendable {
    /// They say what to do.
    case input
    /// They say where to deliver a secret.
    case delivery
}

extension ArgumentGroup {
    /// Arguments that say what to do.
    public static var purpose: ArgumentPurpose { .input }
    /// No heading.
    public static var title: String? { nil }
    /// No rules.
    public static var rules: [ArgumentRule] { [] }
    /// Checks nothing.
    public func validate() throws {}
}

/// Includes the arguments of a group.
@propertyWrapper
public struct OptionGroup<Group: ArgumentGroup>: Sendable, Codable {
    /// The group, with its values after parsing.
    public var wrappedValue: Group

    /// Includes the group's declarations.
    public init() { wrappedValue = Group() }

    /// Decodes the parsed values and validates the group.
    public init(from decoder: any Decoder) throws {
        wrappedValue = try Group(from: decoder)
        try wrappedValue.validate()
    }

    /// Encodes the declarations.
    public func encode(to encoder: any Encoder) throws {
        try DeclarationCollector.add(wrappedValue, to: encoder)
    }
}

extension OptionGroup: Equatable where Group: Equatable {}
