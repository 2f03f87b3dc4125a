/// A type that can be parsed from one word of a command line.
///
/// An enumeration with string raw values needs no code of its own:
/// ```swift
/// enum Kind: String, CaseIterable, ArgumentValue { case standard, directAccess = "direct-access" }
/// ```
public protocol ArgumentValue: Sendable {
    /// Parses the word; nil if it is invalid.
    init?(argument: String)
    /// What a valid word looks like, for error messages: "a whole number".
    static var argumentDescription: String { get }
    /// The placeholder for the value in help, such as `N`; nil uses the property's name.
    static var placeholder: String? { get }
    /// All allowed words if there are only a few; empty if any word may be valid.
    static var allowedArguments: [String] { get }
    /// The JSON type of the value: `string`, `integer`, `number` or `boolean`.
    static var jsonType: String { get }
    /// Returns a hint about what to type instead of an invalid word, or nil.
    static func hint(insteadOf word: String) -> Hint?
    /// The value as it is written on a command line; help shows defaults this way.
    var argument: String { get }
}

extension ArgumentValue {
    /// Nil, which uses the property's name.
    public static var placeholder: String? { nil }
    /// Empty: any word may be valid.
    public static var allowedArguments: [String] { [] }
    /// The JSON type `string`.
    public static var jsonType: String { "string" }
    /// Returns nil: no hint.
    public static func hint(insteadOf word: String) -> Hint? { nil }
}

extension String: ArgumentValue {
    /// Accepts any word.
    public init?(argument: String) { self = argument }
    /// Any text.
    public static var argumentDescription: String { "text" }
    /// The text itself.
    public var argument: String { self }
}

extension Int: ArgumentValue {
    /// Parses a whole number in decimal digits.
    public init?(argument: String) { self.init(argument) }
    /// A whole number.
    public static var argumentDescription: String { "a whole number" }
    /// The JSON type `integer`.
    public static var jsonType: String { "integer" }
    /// N.
    public static var placeholder: String? { "N" }
    /// The decimal digits.
    public var argument: String { String(self) }
}

extension Double: ArgumentValue {
    /// Parses a number; nil for infinity and not-a-number.
    public init?(argument: String) {
        guard let number = Double(argument), number.isFinite else { return nil }
        self = number
    }
    /// A number.
    public static var argumentDescription: String { "a number" }
    /// The JSON type `number`.
    public static var jsonType: String { "number" }
    /// N.
    public static var placeholder: String? { "N" }
    /// The number in decimal digits; a fraction of zero is left out.
    public var argument: String { self == rounded() && magnitude < 1e15 ? String(Int(self)) : String(self) }
}

extension Bool: ArgumentValue {
    /// Parses `true`, `t` or `1`, and `false`, `f` or `0`.
    public init?(argument: String) {
        switch argument {
        case "true", "True", "TRUE", "t", "T", "1": self = true
        case "false", "False", "FALSE", "f", "F", "0": self = false
        default: return nil
        }
    }
    /// True or false.
    public static var argumentDescription: String { "true or false" }
    /// The words `true` and `false`.
    public static var allowedArguments: [String] { ["true", "false"] }
    /// The JSON type `boolean`.
    public static var jsonType: String { "boolean" }
    /// `true` or `false`.
    public var argument: String { self ? "true" : "false" }
}

extension ArgumentValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    /// Parses the raw value of a case.
    public init?(argument: String) { self.init(rawValue: argument) }
    /// "one of" and the raw values of all cases.
    public static var argumentDescription: String { "one of \(allowedArguments.joined(separator: ", "))" }
    /// The raw values, in order.
    public static var allowedArguments: [String] { allCases.map(\.rawValue) }
    /// The raw value.
    public var argument: String { rawValue }
}
