/// The results of working on several items at once, in the order of the items.
///
/// ```swift
/// let outcomes = try await context.forEach(plants, "Watering") { try await client.water($0) }
/// try context.output.list(outcomes.values, key: "plants", columns: columns, none: "Nothing grows.")
/// try outcomes.requireSuccess { $0.name }
/// ```
public struct Outcomes<Item: Sendable, Value: Sendable>: Sendable, RandomAccessCollection {
    /// The outcome of one item.
    public struct Outcome: Sendable {
        /// The item.
        public let item: Item
        /// What the work on the item returned or threw.
        public let result: Result<Value, any Error>
    }

    private let outcomes: [Outcome]

    package init(_ items: [Item], _ results: [Result<Value, any Error>]) {
        outcomes = zip(items, results).map { Outcome(item: $0, result: $1) }
    }

    /// The position of the first item, which is 0.
    public var startIndex: Int { outcomes.startIndex }
    /// The position after the last item, which is the number of items.
    public var endIndex: Int { outcomes.endIndex }
    /// The outcome at a position.
    public subscript(position: Int) -> Outcome { outcomes[position] }

    /// The results of the items that succeeded.
    public var values: [Value] { outcomes.compactMap { try? $0.result.get() } }

    /// The items that failed, with their errors.
    public var failures: [(item: Item, error: any Error)] {
        outcomes.compactMap { outcome in
            guard case .failure(let error) = outcome.result else { return nil }
            return (outcome.item, error)
        }
    }

    /// Ends the command with an error if any item failed.
    ///
    /// - Parameter name: Returns what people call an item, as in "the token ci".
    /// - Throws: The item's own error if there was only one item; otherwise ``CommandError`` with exit code
    ///   ``ExitCode/partial``, which lists the error of each item that failed.
    public func requireSuccess(_ name: (Item) -> String) throws {
        let failures = failures
        guard let first = failures.first else { return }
        guard count > 1 else { throw first.error }
        var error = CommandError(.partial, "\(failures.count) of \(count) failed")
        error.parts = failures.map { CommandError.Part(name($0.item), CommandError(describing: $0.error)) }
        throw error
    }
}
