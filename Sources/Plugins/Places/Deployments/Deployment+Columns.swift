import AstroAPI
import Kernel

extension Deployment {
    /// The fields of a Deployment.
    static let columns =
        [
            Column<Deployment>("id", "ID") { $0.id },
            Column<Deployment>("name", "NAME") { $0.name },
            Column<Deployment>("status", "STATUS") { $0.status },
            Column<Deployment>("namespace", "NAMESPACE") { $0.namespace },
            Column<Deployment>("workspaceName", "WORKSPACE") { $0.workspaceName ?? $0.workspaceId },
            Column<Deployment>("astroRuntimeVersion", "RUNTIME") { $0.astroRuntimeVersion ?? "" },
            Column<Deployment>("region", "REGION") { $0.region ?? "" },
        ] + details(.wide)

    /// The same, with all of them shown.
    static let allColumns = columns.prefix { $0.shown == .always } + details(.always)

    private static func details(_ shown: ColumnVisibility) -> [Column<Deployment>] {
        func detail(_ field: String, _ heading: String, _ cell: @escaping @Sendable (Deployment) -> String?) -> Column<
            Deployment
        > {
            Column(field, heading, shown: shown) { cell($0) ?? "" }
        }
        return [
            detail("workspaceId", "WORKSPACE ID") { $0.workspaceId },
            detail("organizationId", "ORGANIZATION ID") { $0.organizationId },
            detail("description", "DESCRIPTION") { $0.description },
            detail("airflowVersion", "AIRFLOW") { $0.airflowVersion },
            detail("cloudProvider", "CLOUD") { $0.cloudProvider },
            detail("clusterName", "CLUSTER") { $0.clusterName },
            detail("type", "TYPE") { $0.type },
            detail("isCicdEnforced", "CI/CD ONLY") { $0.isCicdEnforced.map(String.init) },
            detail("isDagDeployEnabled", "DAG DEPLOYS") { $0.isDagDeployEnabled.map(String.init) },
            detail("createdAt", "CREATED") { $0.createdAt?.text },
            detail("updatedAt", "UPDATED") { $0.updatedAt?.text },
        ]
    }
}
