import Base

/// A Boolean flag: `--yes`, `-y`, and with `isInvertible` also `--no-yes`; `environment` names a variable that can set
/// it to `true` or `false`.
///
/// `aliases` are additional long names or single letters that work but are never shown.
/// ```swift
/// @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation") var yes = false
/// ```
@propertyWrapper
public struct Flag: Sendable, Codable, Equatable {
    private var box: ArgumentBox<Bool>

    /// Whether it was given.
    public var wrappedValue: Bool {
        get { box.value }
        set { box.value = newValue }
    }

    /// Decodes the parsed value.
    public init(from decoder: any Decoder) throws { box = try ArgumentBox(decoding: decoder) }

    /// Encodes the declaration.
    public func encode(to encoder: any Encoder) throws {
        try DeclarationCollector.add(box.definition, to: encoder)
    }

    /// Declares a flag; if it isn't given, it has the property's initial value.
    public init(
        wrappedValue: Bool, _ short: Character? = nil, name: String? = nil, aliases: [String] = [], help: String,
        isInvertible: Bool = false, environment: Variable? = nil, visibility: Visibility = .shown
    ) {
        box = ArgumentBox(initial: wrappedValue) {
            ArgumentDefinition(
                form: .flag(isInvertible: isInvertible), name: name ?? "", short: short, aliases: aliases, help: help,
                valueName: "", jsonType: Bool.jsonType, environment: environment, visibility: visibility,
                fallback: .value(wrappedValue, words: { [] }), read: ValueReader.single(nil as Validator<Bool>?))
        }
    }

    /// Returns whether both have the same value.
    public static func == (left: Flag, right: Flag) -> Bool { left.box.holdsSame(as: right.box) }
}
