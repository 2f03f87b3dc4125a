import AstroAPI
import Kernel

extension Organization {
    /// The fields of an Organization.
    static let columns = [
        Column<Organization>("id", "ID") { $0.id },
        Column<Organization>("name", "NAME") { $0.name },
        Column<Organization>("product", "PRODUCT") { $0.product ?? "" },
        Column<Organization>("status", "STATUS") { $0.status ?? "" },
        Column<Organization>("createdAt", "CREATED", shown: .wide) { $0.createdAt?.text ?? "" },
        Column<Organization>("updatedAt", "UPDATED", shown: .wide) { $0.updatedAt?.text ?? "" },
    ]
}
