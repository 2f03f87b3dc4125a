import Base

/// The storage of every argument wrapper: its declaration before parsing, its value afterwards.
struct ArgumentBox<Value: Sendable>: Sendable {
    private let declaration: Declaration?
    private var stored: Value?

    /// The declaration; nil in a parsed command.
    var definition: ArgumentDefinition? { declaration?.definition }

    /// Creates a box with a declaration, and the default value.
    init(_ definition: ArgumentDefinition, initial: Value?) {
        declaration = Declaration(definition)
        self.stored = initial
    }

    /// Creates a box with a parsed value.
    init(decoding decoder: any Decoder) throws {
        declaration = nil
        stored = try ArgumentDecoder.value(Value.self, from: decoder)
    }

    var value: Value {
        get {
            // Only a required argument has no initial value, and the kernel never runs a command before parsing.
            guard let stored else {
                preconditionFailure("\(definition?.displayName ?? "argument") was read before parsing")
            }
            return stored
        }
        set { stored = newValue }
    }

    /// Returns whether both hold the same value, or both none; declarations are ignored.
    func holdsSame(as other: ArgumentBox) -> Bool where Value: Equatable { stored == other.stored }
}

/// A declaration behind a reference.
///
/// It has dozens of fields. Inside the wrapper, each type with options would have code to copy every field of every
/// option: a sixth of the program.
private final class Declaration: Sendable {
    let definition: ArgumentDefinition

    init(_ definition: ArgumentDefinition) { self.definition = definition }
}
