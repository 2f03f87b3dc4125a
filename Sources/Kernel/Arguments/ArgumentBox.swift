/// What every argument wrapper stores: its declaration before parsing, its value after.
struct ArgumentBox<Value: Sendable>: Sendable {
    private(set) var definition: ArgumentDefinition?
    private var stored: Value?

    /// A declaration, and the value that holds when nothing is given.
    init(_ definition: ArgumentDefinition, initial: Value?) {
        self.definition = definition
        self.stored = initial
    }

    /// A value that was read from words.
    init(decoding decoder: any Decoder) throws {
        stored = try ArgumentDecoder.value(Value.self, from: decoder)
    }

    var value: Value {
        get {
            // Only a required argument has no initial value, and the kernel runs no command before parsing gave it one.
            guard let stored else {
                preconditionFailure("\(definition?.displayName ?? "argument") was read before parsing")
            }
            return stored
        }
        set { stored = newValue }
    }

    /// Whether both hold the same value, or both none; declarations do not count.
    func holdsSame(as other: ArgumentBox) -> Bool where Value: Equatable { stored == other.stored }
}
