import AstroAPI
import AstroSandbox
import Kernel

/// The fields of a Deployment that listings don't have.
enum DeploymentDetails {
    /// Returns the Deployment with its details, as the API describes it.
    static func described(_ deployment: Deployment) throws -> JSONValue {
        guard case .object(let members) = try JSONValueEncoder.encode(deployment) else { return .null }
        return .object(members.filter { $0.value != .null } + details(of: deployment))
    }

    private static func details(of deployment: Deployment) -> [JSONValue.Member] {
        let isStaging = deployment.id == SandboxPlaces.staging
        let address = "acme.sandbox.example/\(deployment.namespace)"
        var details: [JSONValue.Member] = [
            .init("uiUrl", .string("https://sandbox.example/\(deployment.workspaceId)/deployments/\(deployment.id)")),
            .init("webServerUrl", .string(address)), .init("webServerAirflowApiUrl", .string("\(address)/api/v2")),
            .init("imageTag", "deploy-2026-01-09T17-45"), .init("executor", "CELERY"), .init("schedulerSize", "SMALL"),
            .init("schedulerReplicas", 1), .init("isHighAvailability", .bool(!isStaging)),
            .init("isDevelopmentMode", .bool(isStaging)), .init("defaultTaskPodCpu", "0.25"),
            .init("defaultTaskPodMemory", "0.5Gi"), .init("resourceQuotaCpu", "10"),
            .init("resourceQuotaMemory", "20Gi"), .init("contactEmails", ["data-oncall@acme.example"]),
            .init("environmentVariables", variables), .init("workerQueues", [queue]),
            .init("effectiveWorkloadIdentity", .string("arn:aws:iam::000000000000:role/\(deployment.namespace)")),
        ]
        // Only a development Deployment can hibernate.
        if isStaging { details.append(.init("scalingSpec", ["hibernationSpec": ["schedules": [nights]]])) }
        return details
    }

    private static let variables: JSONValue = [
        [
            "key": "AIRFLOW__CORE__PARALLELISM", "value": "64", "isSecret": false,
            "updatedAt": "2025-11-04T08:00:00.000Z",
        ],
        ["key": "WAREHOUSE_PASSWORD", "isSecret": true, "updatedAt": "2025-12-01T08:00:00.000Z"],
    ]

    private static let queue: JSONValue = [
        "id": "cworkerqueue00000default0", "name": "default", "isDefault": true, "maxWorkerCount": 10,
        "minWorkerCount": 0, "workerConcurrency": 5, "astroMachine": "A5",
    ]

    private static let nights: JSONValue = [
        "hibernateAtCron": "0 20 * * *", "wakeAtCron": "0 6 * * 1-5", "description": "Nights and weekends",
        "isEnabled": true,
    ]
}
