import Kernel

/// The name of one value of a Deployment, either the API's own or that in deployment files.
struct DeploymentKey {
    private let parts: [String]

    /// The names that differ between deployment files and the API, in the form in which they are compared.
    private static let otherNames = [
        "deploymentid": "id", "releasename": "namespace", "currenttag": "imagetag",
        "runtimeversion": "astroruntimeversion", "dagdeployenabled": "isdagdeployenabled",
        "cicdenforcement": "iscicdenforced", "deploymenttype": "type", "schedulercount": "schedulerreplicas",
        "alertemails": "contactemails",
    ]

    /// Parses a key such as `status`, `workerQueues.0.name` or `metadata.workspace_id`.
    init(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isOfFile = parts.count > 1 && ["metadata", "configuration"].contains(parts[0].lowercased())
        self.parts = isOfFile ? Array(parts.dropFirst()) : parts
    }

    /// Returns the value, if there is one.
    func value(in deployment: JSONText) -> JSONText? {
        parts.enumerated().reduce(deployment) { value, part in
            value.flatMap { Self.step(into: $0, part.element, isFirst: part.offset == 0) }
        }
    }

    private static func step(into value: JSONText, _ part: String, isFirst: Bool) -> JSONText? {
        if let elements = value.elements {
            return Int(part).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        }
        let wanted = compared(part)
        let members = value.members
        if let exact = members.first(where: { $0.name == part || compared($0.name) == wanted }) { return exact.value }
        guard isFirst, let other = otherNames[wanted] else { return nil }
        return members.first { compared($0.name) == other }?.value
    }

    /// Returns the form for comparisons: case doesn't matter, and `workspace_id` is `workspaceId`.
    private static func compared(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }
}
