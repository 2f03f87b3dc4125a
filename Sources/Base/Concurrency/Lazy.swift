import Synchronization

/// A value that is created once, on first use.
///
/// A structure around one class for all kinds of values: as a generic class it would cost each kind that a start-up
/// meets some 15,000 instructions, used or not.
package struct Lazy<Value: Sendable>: Sendable {
    private let created = CreatedValue()
    private let make: @Sendable () throws -> Value

    package init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

    /// The value, or the error that creating it threw, which is the same on every call.
    package func value() throws -> Value {
        let value = try created.result.withLock { result in
            let known = result ?? Result { try make() }
            result = known
            return known
        }.get()
        return Self.unwrapped(value)
    }

    /// A cast would look up at runtime what is known here, in some 8,000 instructions.
    private static func unwrapped<Stored>(_ stored: Stored) -> Value {
        precondition(Stored.self == Value.self, "nobody else stores a value there")
        return unsafeBitCast(stored, to: Value.self)
    }
}

private final class CreatedValue: Sendable {
    let result: Mutex<Result<any Sendable, any Error>?> = Mutex(nil)
}
