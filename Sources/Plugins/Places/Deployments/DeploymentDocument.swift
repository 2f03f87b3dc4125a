import Kernel

/// A Deployment in the format of deployment files: with the keys, order and nesting that scripts know.
///
/// Keys without a value are omitted.
struct DeploymentDocument {
    /// The parts to include.
    struct Contents {
        /// Whether it is a template for other Deployments, without anything that is unique to this one.
        var isTemplate = false
        /// Whether to include the identity of its tasks in the cloud.
        var showsIdentity = false
    }

    /// The content below `deployment`.
    private let body: JSONText

    /// Creates the document of a Deployment from the server's data.
    init(of deployment: JSONText, _ contents: Contents) {
        let source = Fields(deployment)
        body = .object(
            [
                ("environment_variables", source.list("environmentVariables", Self.variable)),
                ("configuration", Self.configuration(source, contents)),
                ("worker_queues", source.list("workerQueues", Self.queue)),
                ("metadata", contents.isTemplate ? nil : Self.metadata(source)),
                ("alert_emails", source["contactEmails"]),
                ("hibernation_schedules", Self.schedules(source)),
            ])
    }

    /// The whole document.
    var whole: JSONText { .object([("deployment", body)]) }

    /// Returns the value of a key such as `metadata.status`, if any.
    func value(at key: [Substring]) -> JSONText? {
        let inner = key.first == "deployment" ? key.dropFirst() : key[...]
        return inner.reduce(body) { value, part in value.flatMap { Self.step(into: $0, part) } }
    }

    /// Returns the keys next to the first unknown part of a key, and the path to them.
    func keys(near key: [Substring]) -> (path: String, names: [String]) {
        var (value, path) = (body, [Substring]())
        for part in key {
            guard let inner = Self.step(into: value, part), !inner.members.isEmpty else { break }
            value = inner
            path.append(part)
        }
        return (path.joined(separator: "."), value.members.map(\.name))
    }

    private static func step(into value: JSONText, _ part: Substring) -> JSONText? {
        if let elements = value.elements {
            return Int(part).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        }
        return value.members.first { $0.name == part.lowercased() }?.value
    }

    private static func variable(_ source: Fields) -> JSONText {
        .object([
            ("is_secret", source["isSecret"]), ("key", source["key"]), ("updated_at", source["updatedAt"]),
            ("value", source["value"]),
        ])
    }

    private static func configuration(_ source: Fields, _ contents: Contents) -> JSONText {
        .object([
            ("name", contents.isTemplate ? JSONText(quoting: "") : source["name"]),
            ("description", source["description"]),
            ("runtime_version", source["astroRuntimeVersion"] ?? source["runtimeVersion"]),
            ("dag_deploy_enabled", source["isDagDeployEnabled"]), ("ci_cd_enforcement", source["isCicdEnforced"]),
            ("scheduler_size", source["schedulerSize"]), ("is_high_availability", source["isHighAvailability"]),
            ("is_development_mode", source["isDevelopmentMode"]), ("executor", source["executor"]),
            ("scheduler_count", source["schedulerReplicas"]),
            ("cluster_name", source.isStandard ? nil : source["clusterName"]),
            ("workspace_name", source["workspaceName"]), ("deployment_type", source["type"]),
            ("cloud_provider", source["cloudProvider"]), ("region", source["region"]),
            ("default_task_pod_cpu", source["defaultTaskPodCpu"]),
            ("default_task_pod_memory", source["defaultTaskPodMemory"]),
            ("resource_quota_cpu", source["resourceQuotaCpu"]),
            ("resource_quota_memory", source["resourceQuotaMemory"]),
            (
                "workload_identity",
                (contents.showsIdentity ? source["effectiveWorkloadIdentity"] : nil) ?? JSONText(quoting: "")
            ),
        ])
    }

    private static func queue(_ source: Fields) -> JSONText {
        .object([
            ("name", source["name"]), ("max_worker_count", source["maxWorkerCount"]),
            ("min_worker_count", source["minWorkerCount"]), ("worker_concurrency", source["workerConcurrency"]),
            ("worker_type", source["astroMachine"]),
        ])
    }

    private static func metadata(_ source: Fields) -> JSONText {
        let notApplicable = source.isStandard ? JSONText(quoting: "N/A") : nil
        return .object([
            ("deployment_id", source["id"]), ("workspace_id", source["workspaceId"]),
            ("cluster_id", notApplicable ?? source["clusterId"]),
            ("release_name", notApplicable ?? source["namespace"]), ("airflow_version", source["airflowVersion"]),
            ("current_tag", source["imageTag"]), ("status", source["status"]), ("created_at", source["createdAt"]),
            ("updated_at", source["updatedAt"]), ("deployment_url", source["uiUrl"]),
            ("webserver_url", source["webServerUrl"]), ("airflow_api_url", source["webServerAirflowApiUrl"]),
        ])
    }

    private static func schedules(_ source: Fields) -> JSONText? {
        let hibernation = source["scalingSpec"].flatMap { Fields($0)["hibernationSpec"] }
        return hibernation.flatMap { specification in
            Fields(specification).list("schedules") { schedule in
                .object([
                    ("hibernate_at", schedule["hibernateAtCron"]), ("wake_at", schedule["wakeAtCron"]),
                    ("description", schedule["description"]), ("enabled", schedule["isEnabled"]),
                ])
            }
        }.flatMap { $0.elements?.isEmpty == true ? nil : $0 }
    }
}

/// The members of an object, by name.
private struct Fields {
    private let members: [String: JSONText]

    init(_ object: JSONText) {
        members = Dictionary(object.members.map { ($0.name, $0.value) }) { $1 }
    }

    /// The value of a field; nil if it is missing or `null`.
    subscript(name: String) -> JSONText? {
        guard let value = members[name], value != .literal("null") else { return nil }
        return value
    }

    /// Whether the Deployment runs on a shared cluster.
    var isStandard: Bool { self["type"]?.characters == "STANDARD" }

    /// Returns a list with each of its objects transformed.
    func list(_ name: String, _ made: (Fields) -> JSONText) -> JSONText? {
        self[name]?.elements.map { elements in .array(elements.map { made(Fields($0)) }) }
    }
}

extension JSONText {
    /// Returns an object of the keys that have a value.
    fileprivate static func object(_ members: [(name: String, value: JSONText?)]) -> JSONText {
        .object(
            members.compactMap { member in member.value.map { JSONText.Member("\"\(member.name)\"", $0) } })
    }
}
