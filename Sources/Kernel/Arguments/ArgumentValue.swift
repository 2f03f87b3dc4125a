/// A type that one word of a command line can be.
///
/// Enumerations of text get everything from their cases:
/// ```swift
/// enum Kind: String, CaseIterable, ArgumentValue { case standard, directAccess = "direct-access" }
/// ```
public protocol ArgumentValue: Sendable {
    /// Reads the word, or gives nil where it is no such value.
    init?(argument: String)
    /// What such a word is, for errors: "a whole number".
    static var argumentDescription: String { get }
    /// How such a word stands in help, such as `N`; nil takes the property's name.
    static var placeholder: String? { get }
    /// Every word that is allowed, where there are few.
    static var allowedArguments: [String] { get }
    /// The type in JSON that such a word stands for: `string`, `integer` or `number`.
    static var jsonType: String { get }
    /// The word that reads as this value, for showing defaults.
    var argument: String { get }
}

extension ArgumentValue {
    /// The property's name.
    public static var placeholder: String? { nil }
    /// Any word.
    public static var allowedArguments: [String] { [] }
    /// A string.
    public static var jsonType: String { "string" }
}

extension String: ArgumentValue {
    /// Takes any word.
    public init?(argument: String) { self = argument }
    /// Any text.
    public static var argumentDescription: String { "text" }
    /// The text itself.
    public var argument: String { self }
}

extension Int: ArgumentValue {
    /// Reads a decimal number.
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
    /// Reads a decimal number.
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
    /// The decimal digits, without a fraction where there is none.
    public var argument: String { self == rounded() && magnitude < 1e15 ? String(Int(self)) : String(self) }
}

extension ArgumentValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    /// Reads one of the cases.
    public init?(argument: String) { self.init(rawValue: argument) }
    /// One of the cases.
    public static var argumentDescription: String { "one of \(allowedArguments.joined(separator: ", "))" }
    /// The raw values, in order.
    public static var allowedArguments: [String] { allCases.map(\.rawValue) }
    /// The raw value.
    public var argument: String { rawValue }
}
