/// The rows of a list to write, and their order.
package struct RowSelection: Sendable, Equatable {
    /// A field to sort by.
    package struct Order: Sendable, Equatable {
        package let field: String
        package let isDescending: Bool

        package init(field: String, isDescending: Bool) {
            self.field = field
            self.isDescending = isDescending
        }
    }

    package let order: Order?
    /// The maximum number of rows.
    package let limit: Int?
    /// A pattern that the name of a row must match.
    package let pattern: String?

    /// Creates a selection; by default all rows in their original order.
    package init(order: Order? = nil, limit: Int? = nil, pattern: String? = nil) {
        self.order = order
        self.limit = limit
        self.pattern = pattern
    }

    /// Whether each row is written as it arrives.
    var isEverything: Bool { self == RowSelection() }
}
