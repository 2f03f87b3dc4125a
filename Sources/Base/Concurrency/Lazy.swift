import Synchronization

/// A value that is created once, on first use.
package final class Lazy<Value: Sendable>: Sendable {
    private let state: Mutex<Result<Value, any Error>?> = Mutex(nil)
    private let make: @Sendable () throws -> Value

    package init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

    /// The value, or the error that creating it threw, which is the same on every call.
    package func value() throws -> Value {
        try state.withLock { state in
            let result = state ?? Result { try make() }
            state = result
            return result
        }.get()
    }
}
