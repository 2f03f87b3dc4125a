import AstroAPI
import Kernel

extension Deployment {
    /// The fields of a Deployment in a list.
    static let columns = columns(inEveryWorkspace: false)

    /// The fields of a single Deployment: all but those with another name elsewhere.
    static let allColumns = fields { ["deploymentId", "runtimeVersion"].contains($0) ? .never : .always }

    /// The columns on a terminal.
    static let screen = ScreenColumns(
        ["name", "status", "workspaceName", "runtimeVersion", "region", "id"],
        leavingOut: ["region", "runtimeVersion", "workspaceName", "id"],
        wide: [
            "namespace", "type", "cloudProvider", "clusterName", "airflowVersion", "isDagDeployEnabled",
            "isCicdEnforced", "createdAt", "description",
        ])

    /// Returns the fields of a Deployment in a list: first those that scripts select by position, then further ones.
    static func columns(inEveryWorkspace isForAll: Bool) -> [Column<Deployment>] {
        let unlisted: Set = isForAll ? ["id", "runtimeVersion"] : ["id", "runtimeVersion", "workspaceName"]
        let wide: Set = [
            "workspaceId", "organizationId", "description", "airflowVersion", "createdAt", "updatedAt",
        ]
        return fields { unlisted.contains($0) ? .never : wide.contains($0) ? .wide : .always }
    }

    private static func fields(_ shown: (_ field: String) -> ColumnVisibility) -> [Column<Deployment>] {
        func column(
            _ field: String, _ heading: String, _ kind: ColumnKind = .text, isDerived: Bool = false,
            cell: @escaping @Sendable (Deployment) -> String?
        ) -> Column<Deployment> {
            Column(field, heading, kind, shown: shown(field), isDerived: isDerived) { cell($0) ?? "" }
        }
        return [
            column("name", "NAME") { $0.name },
            column("id", "ID") { $0.id },
            column("workspaceName", "WORKSPACE") { $0.workspaceName }.inTables { $0.workspaceName ?? $0.workspaceId },
            column("namespace", "NAMESPACE") { $0.namespace },
            column("clusterName", "CLUSTER") { $0.clusterName }
                .inTables { $0.isStandard ? "N/A" : $0.clusterName ?? "" },
            column("cloudProvider", "CLOUD PROVIDER") { $0.cloudProvider },
            column("region", "REGION") { $0.region },
            column("deploymentId", "DEPLOYMENT ID", isDerived: true) { $0.id },
            column("astroRuntimeVersion", "RUNTIME VERSION") { $0.astroRuntimeVersion }
                .inTables { $0.runtimeWithAirflow ?? "" },
            column("runtimeVersion", "RUNTIME", isDerived: true) { $0.runtime },
            column("isDagDeployEnabled", "DAG DEPLOY ENABLED") { $0.isDagDeployEnabled.map(String.init) },
            column("isCicdEnforced", "CI-CD ENFORCEMENT") { $0.isCicdEnforced.map(String.init) },
            column("type", "DEPLOYMENT TYPE") { $0.type },
            column("isRemoteExecutionEnabled", "REMOTE EXECUTION", .flag, isDerived: true) {
                String($0.remoteExecution?.enabled == true)
            },
            column("status", "STATUS") { $0.status },
            column("workspaceId", "WORKSPACE ID") { $0.workspaceId },
            column("organizationId", "ORGANIZATION ID") { $0.organizationId },
            column("description", "DESCRIPTION") { $0.description },
            column("airflowVersion", "AIRFLOW") { $0.airflowVersion },
            column("createdAt", "CREATED", .moment) { $0.createdAt?.text },
            column("updatedAt", "UPDATED", .moment) { $0.updatedAt?.text },
        ]
    }

    /// Whether it runs on a shared cluster, whose name says nothing.
    private var isStandard: Bool { type == "STANDARD" }

    private var runtime: String? { astroRuntimeVersion ?? runtimeVersion }

    private var runtimeWithAirflow: String? {
        guard let runtime, let airflowVersion else { return runtime }
        return "\(runtime) (based on Airflow \(airflowVersion))"
    }
}
