/// Arguments that several commands share, declared once as a struct and included by one line.
///
/// ```swift
/// struct TokenTarget: ArgumentGroup { @Option("t", help: "…") var name: String? }
/// struct RotateToken: Command { @OptionGroup var target: TokenTarget }
/// ```
public protocol ArgumentGroup: Codable, Sendable {
    /// The heading in help, or nil to stand among the command's own.
    static var title: String? { get }
    /// Rules between its arguments, checked before anything runs.
    static var rules: [ArgumentRule] { get }
    /// Makes the declarations.
    init()
    /// Checks what ``rules`` cannot say, before anything runs.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    func validate() throws
}

extension ArgumentGroup {
    /// No heading.
    public static var title: String? { nil }
    /// No rules between arguments.
    public static var rules: [ArgumentRule] { [] }
    /// No other rules.
    public func validate() throws {}
}

/// Includes the arguments of a group.
@propertyWrapper
public struct OptionGroup<Group: ArgumentGroup>: Sendable, Codable {
    /// The group, with its values after parsing.
    public var wrappedValue: Group

    /// Includes the group's declarations.
    public init() { wrappedValue = Group() }

    /// Takes the values that parsing found, and checks the rules between them.
    public init(from decoder: any Decoder) throws {
        wrappedValue = try Group(from: decoder)
        try wrappedValue.validate()
    }

    /// Hands over the declarations.
    public func encode(to encoder: any Encoder) throws {
        try DeclarationCollector.add(wrappedValue, to: encoder)
    }
}

extension OptionGroup: Equatable where Group: Equatable {}
