/// A rule that a value must keep, checked while parsing, before anything runs.
///
/// ```swift
/// @Option("e", help: "Days until it expires", validate: .range(1...3650)) var expiration: Int?
/// ```
public struct Validator<Value: Sendable>: Sendable {
    /// The rule in words, for help: "1 to 3650".
    public let rule: String?
    let complaint: @Sendable (Value) -> String?

    /// Makes a rule; `complaint` gives what is wrong, as in "must not be empty", or nil where all is well.
    public init(rule: String? = nil, complaint: @escaping @Sendable (Value) -> String?) {
        self.rule = rule
        self.complaint = complaint
    }
}

extension Validator where Value: Comparable & ArgumentValue {
    /// The value lies between two bounds, both included.
    public static func range(_ range: ClosedRange<Value>) -> Validator {
        let rule = "\(range.lowerBound.argument) to \(range.upperBound.argument)"
        return Validator(rule: rule) { range.contains($0) ? nil : "must be \(rule)" }
    }
}

extension Validator where Value == String {
    /// The text has a character that is not white space.
    public static var notEmpty: Validator {
        Validator { $0.allSatisfy(\.isWhitespace) ? "must not be empty" : nil }
    }

    /// The text can stand in a path as one segment: letters, digits, `-` and `_`.
    public static var identifier: Validator {
        Validator { text in
            let isSound =
                !text.isEmpty && text.utf8.count <= 128
                && text.unicodeScalars.allSatisfy {
                    $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
                }
            return isSound ? nil : "is not an ID: only letters, digits, - and _ are"
        }
    }
}
