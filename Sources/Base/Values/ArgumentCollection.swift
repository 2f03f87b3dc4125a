/// A type for arguments that can be given several times: an array, a set, or a dictionary of `KEY=VALUE` words.
///
/// ```swift
/// @Option(help: "What it is called", validate: .notEmpty) var tags: Set<String> = []
/// @Option(help: "Variables of the program") var variables: [String: String] = [:]
/// ```
public protocol ArgumentCollection: Sendable {
    /// The type of each value.
    associatedtype Item: ArgumentValue
    /// Creates the collection from values, in the order in which they were typed.
    init(items: [Item])
    /// The values in an order that doesn't change from run to run.
    var items: [Item] { get }
}

extension Array: ArgumentCollection where Element: ArgumentValue {
    /// Creates an array with every value.
    public init(items: [Element]) { self = items }
    /// The elements.
    public var items: [Element] { self }
}

extension Set: ArgumentCollection where Element: ArgumentValue {
    /// Creates a set, which keeps equal values only once.
    public init(items: [Element]) { self.init(items) }
    /// The elements, sorted by how they are written on a command line.
    public var items: [Element] { sorted { $0.argument < $1.argument } }
}

extension Dictionary: ArgumentCollection where Key == String, Value: ArgumentValue {
    /// Creates a dictionary; if a key occurs more than once, its last value counts.
    public init(items: [KeyedValue<Value>]) { self.init(items.map { ($0.key, $0.value) }) { $1 } }
    /// The pairs, sorted by key.
    public var items: [KeyedValue<Value>] { sorted { $0.key < $1.key }.map { KeyedValue($0.key, $0.value) } }
}

/// A key and its value, written `KEY=VALUE` on the command line.
public struct KeyedValue<Value: ArgumentValue>: ArgumentValue {
    /// The text before the first equals sign; never empty.
    public let key: String
    /// The value after the equals sign.
    public let value: Value

    /// Creates a key with its value.
    public init(_ key: String, _ value: Value) {
        self.key = key
        self.value = value
    }

    /// Parses a key, an equals sign and a value; nil if the key is empty or the value is invalid.
    public init?(argument: String) {
        // Bytes are compared: a mark that combines with the sign would make one character of both.
        guard let sign = argument.unicodeScalars.firstIndex(of: "="), sign > argument.startIndex,
            let value = Value(argument: String(argument.unicodeScalars[sign...].dropFirst()))
        else { return nil }
        self.init(String(argument.unicodeScalars[..<sign]), value)
    }

    /// `KEY=VALUE`, with a description of the value unless it can be any text.
    public static var argumentDescription: String {
        Value.self == String.self ? "KEY=VALUE" : "KEY=VALUE, where VALUE is \(Value.argumentDescription)"
    }
    /// `KEY=VALUE`.
    public static var placeholder: String? { "KEY=VALUE" }
    /// The key, an equals sign and the value.
    public var argument: String { "\(key)=\(value.argument)" }
}
