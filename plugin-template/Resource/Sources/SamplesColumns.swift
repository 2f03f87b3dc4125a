import AstroAPI
import Kernel

/// The fields of the samples in these commands.
enum SamplesColumns {
    /// All columns.
    ///
    /// Wide ones are in `inspect` and with `-o wide`; machine formats have all.
    static let all = [
        Column<Sample>("id", "ID") { $0.id },
        Column<Sample>("name", "NAME") { $0.name },
        Column<Sample>("status", "STATUS") { $0.status.rawValue },
        Column<Sample>("deploymentId", "DEPLOYMENT ID") { $0.deploymentId },
        Column<Sample>("description", "DESCRIPTION", shown: .wide) { $0.description ?? "" },
        Column<Sample>("createdAt", "CREATED", .age, shown: .wide) { $0.createdAt.text },
        Column<Sample>("updatedAt", "UPDATED", .age, shown: .wide) { $0.updatedAt.text },
    ]

    /// The names that `--fields` accepts.
    static var fields: [String] { all.map(\.field) }
}
