import AstroAPI
import Kernel

/// The calls for the samples of an Organization.
struct SamplesCalls {
    let client: AstroClient

    init(_ context: Context) async throws {
        client = try await AstroClient(context)
    }

    /// Nil parameters are omitted from the query.
    func pages(deployment: String?, status: Sample.Status?) -> Pages<Sample> {
        client.pages(
            of: Sample.self, "samplesurl", query: ["deploymentId": deployment, "status": status?.rawValue],
            purpose: "list the samples")
    }

    func one(_ id: String) async throws -> Sample {
        try await client.get("samplesurl/\(id)", as: Sample.self, purpose: "show the sample \(id)")
    }

    func create(_ wanted: NewSample) async throws -> Sample {
        try await client.post(
            "samplesurl", body: wanted, as: Sample.self, purpose: "create the sample '\(wanted.name)'",
            change: DeclaredChange("create", subject: wanted.deploymentId, name: wanted.name),
            doubt: "the sample '\(wanted.name)' may have been created", ifUnanswered: .command("samplepath list"))
    }

    func update(_ id: String, to status: Sample.Status) async throws -> Sample {
        try await client.patch(
            "samplesurl/\(id)", body: SampleChange(status: status), as: Sample.self, purpose: "change the sample \(id)",
            change: DeclaredChange("update", subject: id),
            doubt: "the sample \(id) may have been changed", ifUnanswered: .command("samplepath inspect", id))
    }

    func delete(_ known: Sample) async throws {
        try await client.delete(
            "samplesurl/\(known.id)", purpose: "delete the sample '\(known.name)'",
            change: DeclaredChange("delete", subject: known.id, name: known.name),
            doubt: "the sample '\(known.name)' may have been deleted")
    }

    /// The candidates for one of them.
    static let completion = Completion.live("samplesurl") { request in
        try await AstroClient(request.context)
            .list(of: Sample.self, "samplesurl", purpose: "list the samples")
            .map { Completion.Candidate($0.id, $0.name) }
    }
}
