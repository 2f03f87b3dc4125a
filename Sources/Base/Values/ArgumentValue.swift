/// A type that can be read from one word of a command line.
///
/// Enumerations with text as raw values get everything from their cases:
/// ```swift
/// enum Kind: String, CaseIterable, ArgumentValue { case standard, directAccess = "direct-access" }
/// ```
public protocol ArgumentValue: Sendable {
    /// Parses the word; nil if it is invalid.
    init?(argument: String)
    /// A description of a valid word, for errors: "a whole number".
    static var argumentDescription: String { get }
    /// The placeholder in help, such as `N`; nil uses the property's name.
    static var placeholder: String? { get }
    /// Every allowed word, if there are few.
    static var allowedArguments: [String] { get }
    /// The JSON type of the value: `string`, `integer`, `number` or `boolean`.
    static var jsonType: String { get }
    /// Returns what to type instead of an invalid word, if that is known.
    static func hint(insteadOf word: String) -> Hint?
    /// The word for this value, to show defaults.
    var argument: String { get }
}

extension ArgumentValue {
    /// Uses the property's name.
    public static var placeholder: String? { nil }
    /// Allows any word.
    public static var allowedArguments: [String] { [] }
    /// Uses a string.
    public static var jsonType: String { "string" }
    /// Returns nil.
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
    /// Parses a decimal number.
    public init?(argument: String) { self.init(argument) }
    /// A whole number.
    public static var argumentDescription: String { "a whole number" }
    /// An integer.
    public static var jsonType: String { "integer" }
    /// N.
    public static var placeholder: String? { "N" }
    /// The decimal digits.
    public var argument: String { String(self) }
}

extension Double: ArgumentValue {
    /// Parses a decimal number.
    public init?(argument: String) {
        guard let number = Double(argument), number.isFinite else { return nil }
        self = number
    }
    /// A number.
    public static var argumentDescription: String { "a number" }
    /// A number.
    public static var jsonType: String { "number" }
    /// N.
    public static var placeholder: String? { "N" }
    /// The decimal digits, without a fraction if it is zero.
    public var argument: String { self == rounded() && magnitude < 1e15 ? String(Int(self)) : String(self) }
}

extension Bool: ArgumentValue {
    /// Parses `true` or `false`, also as `t` or `f`, `1` or `0`.
    public init?(argument: String) {
        switch argument {
        case "true", "True", "TRUE", "t", "T", "1": self = true
        case "false", "False", "FALSE", "f", "F", "0": self = false
        default: return nil
        }
    }
    /// True or false.
    public static var argumentDescription: String { "true or false" }
    /// The two values.
    public static var allowedArguments: [String] { ["true", "false"] }
    /// A Boolean.
    public static var jsonType: String { "boolean" }
    /// `true` or `false`.
    public var argument: String { self ? "true" : "false" }
}

extension ArgumentValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    /// Parses one of the cases.
    public init?(argument: String) { self.init(rawValue: argument) }
    /// One of the cases.
    public static var argumentDescription: String { "one of \(allowedArguments.joined(separator: ", "))" }
    /// The raw values, in order.
    public static var allowedArguments: [String] { allCases.map(\.rawValue) }
    /// The raw value.
    public var argument: String { rawValue }
}
