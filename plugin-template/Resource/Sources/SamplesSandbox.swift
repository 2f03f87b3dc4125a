import AstroAPI
public import AstroSandbox

extension SamplesPlugin: SandboxExtension {
    /// The samples of the Organization, as a server would store them.
    public static var sandbox: SandboxPart {
        SandboxPart(
            seed: seed,
            routes: [
                .list("samplesurl") { call, all in
                    let (deployment, status) = (try call.query("deploymentId"), try call.query("status"))
                    return all.filter {
                        (deployment ?? $0.deploymentId) == $0.deploymentId
                            && (status ?? $0.status.rawValue) == $0.status.rawValue
                    }
                },
                .get("samplesurl/{id}") { call, all in all[try index(call, all)] },
                .post("samplesurl") { call, all in
                    let made = Sample(call, try call.body(as: NewSample.self))
                    // The path contains no Deployment, so the sandbox hasn't checked one.
                    try call.mustReach(deployment: made.deploymentId)
                    all.append(made)
                    return made
                },
                .patch("samplesurl/{id}") { call, all in
                    let index = try index(call, all)
                    all[index].status = try call.body(as: SampleChange.self).status
                    all[index].updatedAt = Timestamp(call.now)
                    return all[index]
                },
                .delete("samplesurl/{id}") { call, all in all.remove(at: try index(call, all)) },
            ])
    }

    private static func index(_ call: SandboxCall, _ all: [Sample]) throws -> Int {
        let id = try call["id"]
        guard let index = all.firstIndex(where: { $0.id == id }) else {
            throw SandboxRefusal.unknown("sample \(id)")
        }
        return index
    }

    private static var seed: [Sample] {
        [
            Sample("cseed000000000000000night", "Every night", "ACTIVE", SandboxPlaces.production),
            Sample("cseed0000000000000000week", "Every week", "PAUSED", SandboxPlaces.production),
            Sample("cseed000000000000000month", "Every month", "ACTIVE", SandboxPlaces.staging),
        ]
    }
}

extension Sample {
    fileprivate init(_ id: String, _ name: String, _ status: String, _ deployment: String) {
        let created = Timestamp("2026-01-05T10:00:00Z")
        self.init(
            id: id, name: name, status: Status(rawValue: status), deploymentId: deployment, createdAt: created,
            updatedAt: created)
    }

    /// Creates the sample that a request describes.
    fileprivate init(_ call: SandboxCall, _ wanted: NewSample) {
        self.init(
            id: call.newID(), name: wanted.name, status: Status(rawValue: "ACTIVE"),
            deploymentId: wanted.deploymentId, description: wanted.description, createdAt: Timestamp(call.now),
            updatedAt: Timestamp(call.now))
    }
}
