import Base
import Terminal

/// The options that every list has: which rows, and in which order.
package struct RowOptions: ArgumentGroup {
    package static let title: String? = "List flags"

    /// The sort order.
    @Option(valueName: "FIELD[:desc]", help: "Sort by a field, such as createdAt:desc")
    package var sort: SortOrder?

    /// The maximum number of rows.
    @Option(valueName: "N", help: "List at most N", validate: .range(1...1_000_000))
    package var limit: Int?

    /// A pattern for names.
    @Option(valueName: "GLOB", help: "List only names or IDs that match, such as 'ci-*'", validate: .notEmpty)
    package var match: String?

    /// A template of another program.
    @Option(valueName: "TEMPLATE", help: "Not supported", visibility: .hidden)
    package var template: String?

    package init() {}

    package func validate() throws {
        guard template == nil else {
            throw CommandError.usage("templates are not supported", hint: Self.insteadOfTemplate)
        }
    }

    static let insteadOfTemplate: Hint = "use -o json, with --fields to pick fields or --jq to reshape them"

    /// Returns the selected rows.
    ///
    /// - Throws: ``CommandError`` if the list doesn't have the field to sort by.
    func selection(from fields: [String]) throws(CommandError) -> RowSelection {
        if let sort, !fields.contains(sort.field) {
            let nearest = Suggestion.nearest(to: sort.field, among: fields)
            throw .usage(
                "--sort: unknown field '\(sort.field.shortened)'",
                hint: nearest.map { "did you mean '\($0)'?" } ?? "--sort takes \(fields.joined(separator: ", "))")
        }
        return RowSelection(
            order: sort.map { RowSelection.Order(field: $0.field, isDescending: $0.isDescending) }, limit: limit,
            pattern: match)
    }
}

/// A field to sort by, and the direction.
package struct SortOrder: ArgumentValue, Equatable {
    package let field: String
    package let isDescending: Bool

    package init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map { $0.trimmed }
        guard (1...2).contains(parts.count), !parts[0].isEmpty, parts.count == 1 || ["asc", "desc"].contains(parts[1])
        else { return nil }
        field = parts[0]
        isDescending = parts.last == "desc" && parts.count == 2
    }

    package static var argumentDescription: String { "a field, or FIELD:asc or FIELD:desc" }
    package var argument: String { isDescending ? "\(field):desc" : field }
}
