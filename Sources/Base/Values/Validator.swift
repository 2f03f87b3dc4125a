/// A rule for the values of an argument, checked before the command runs.
///
/// ```swift
/// @Option("e", help: "Days until it expires", validate: .range(1...3650)) var expiration: Int?
/// ```
public struct Validator<Value: Sendable>: Sendable {
    /// The rule in words, for help: "1 to 3650".
    public var rule: String? { constraint.rule }
    package let constraint: ValueConstraint
    package let complaint: @Sendable (Value) -> String?

    /// Creates a rule; `complaint` returns what is wrong with a value, as in "must not be empty", or nil.
    public init(rule: String? = nil, complaint: @escaping @Sendable (Value) -> String?) {
        self.init(ValueConstraint(rule: rule), complaint: complaint)
    }

    package init(_ constraint: ValueConstraint, complaint: @escaping @Sendable (Value) -> String?) {
        self.constraint = constraint
        self.complaint = complaint
    }
}

/// A constraint on values, in a form that other programs can read.
package struct ValueConstraint: Sendable, Equatable {
    /// The rule in words.
    package var rule: String?
    /// The minimum.
    package var minimum: Double?
    /// The maximum.
    package var maximum: Double?
    /// A regular expression that matches every valid text, as in JSON Schema.
    package var pattern: String?

    package init(rule: String? = nil, minimum: Double? = nil, maximum: Double? = nil, pattern: String? = nil) {
        self.rule = rule
        self.minimum = minimum
        self.maximum = maximum
        self.pattern = pattern
    }
}

extension Validator where Value: Comparable & ArgumentValue {
    /// Requires a value in a range, including both bounds.
    public static func range(_ range: ClosedRange<Value>) -> Validator {
        let rule = "\(range.lowerBound.argument) to \(range.upperBound.argument)"
        let constraint = ValueConstraint(
            rule: rule, minimum: Double(range.lowerBound.argument), maximum: Double(range.upperBound.argument))
        return Validator(constraint) { range.contains($0) ? nil : "is out of range (\(rule))" }
    }
}

extension Validator where Value == String {
    /// Requires at least one character that isn't whitespace.
    public static var notEmpty: Validator {
        Validator(ValueConstraint(pattern: "\\S")) { $0.allSatisfy(\.isWhitespace) ? "must not be empty" : nil }
    }

    /// Requires an ID that is safe in a URL path: 1 to 128 letters, digits, `-` and `_`.
    public static var identifier: Validator {
        Validator(ValueConstraint(pattern: "^[A-Za-z0-9_-]{1,128}$")) { Identifier.complaint($0) }
    }
}
