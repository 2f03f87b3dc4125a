import AstroAPI
import Kernel

/// The fields of a token as these commands show them.
enum SamplesColumns {
    /// Every column; those that are not shown can be asked for with `--fields`.
    static let all = [
        Column<APIToken>("id", "ID") { $0.id },
        Column<APIToken>("name", "NAME") { $0.name },
        Column<APIToken>("description", "DESCRIPTION") { $0.description },
        Column<APIToken>("updatedAt", "UPDATED", shown: .wide) { $0.updatedAt.text },
    ]

    /// The names that `--fields` takes.
    static var fields: [String] { all.map(\.field) }
}
