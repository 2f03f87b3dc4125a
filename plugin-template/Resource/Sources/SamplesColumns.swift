import AstroAPI
import Kernel

/// The fields of the samples as these commands show them.
enum SamplesColumns {
    /// Every column.
    ///
    /// Wide ones are in `inspect` and in `-o wide`; machine formats have all.
    static let all = [
        Column<Sample>("id", "ID") { $0.id },
        Column<Sample>("name", "NAME") { $0.name },
        Column<Sample>("status", "STATUS") { $0.status.rawValue },
        Column<Sample>("deploymentId", "DEPLOYMENT ID") { $0.deploymentId },
        Column<Sample>("description", "DESCRIPTION", shown: .wide) { $0.description ?? "" },
        Column<Sample>("createdAt", "CREATED", .age, shown: .wide) { $0.createdAt.text },
        Column<Sample>("updatedAt", "UPDATED", .age, shown: .wide) { $0.updatedAt.text },
    ]

    /// The names that `--fields` takes.
    static var fields: [String] { all.map(\.field) }
}
