import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// The fields of tokens of many places.
enum FleetColumns {
    /// The names that `--fields` accepts.
    static let fields = none.map(\.field)

    /// The names that `--fields` accepts for tokens with a new value.
    static let fieldsWithValue = fields + ["token"]

    /// The columns without the names of any places.
    private static let none = all(.none, organizationID: "")

    static let screen = ScreenColumns(
        shown, leavingOut: ["lastUsedAt", "scope", "id", "valueChangedAt"],
        wide: ["workspaceName", "description", "createdAt", "createdBy", "lastRotatedAt"])

    private static let shown = ["name", "scope", "placeName", "valueChangedAt", "endAt", "lastUsedAt", "id"]
    private static let wide = ["workspaceName", "description", "createdAt", "createdBy", "lastRotatedAt"]

    static func all(
        _ names: PlaceNames, organizationID: String,
        overlap: @escaping @Sendable (_ id: String) -> String? = { _ in nil }
    ) -> [Column<APIToken>] {
        let places = [
            Column<APIToken>("placeName", "WHERE", isDerived: true) { token in
                token.home(in: organizationID).map { names.title($0.scope, $0.id) } ?? ""
            },
            Column<APIToken>("placeId", "PLACE ID", isDerived: true) { $0.home(in: organizationID)?.id ?? "" },
            Column<APIToken>("workspaceName", "WORKSPACE", isDerived: true) { token in
                guard let home = token.home(in: organizationID), let id = names.workspaceID(of: home) else { return "" }
                return names.title(.workspace, id)
            },
        ]
        let columns = TokenColumns.all(with: places, overlap: overlap)
        let first = shown.compactMap { field in columns.first { $0.field == field } }.map { $0.shown(.always) }
        let second = wide.compactMap { field in columns.first { $0.field == field } }.map { $0.shown(.wide) }
        let others = columns.filter { column in !(shown + wide).contains(column.field) }.map { $0.shown(.never) }
        return first + second + others
    }

    /// Returns the columns for a token with a new value.
    static func withValue(_ names: PlaceNames, organizationID: String) -> [Column<APIToken>] {
        all(names, organizationID: organizationID) + [Column("token", "TOKEN") { $0.token ?? "" }]
    }
}
