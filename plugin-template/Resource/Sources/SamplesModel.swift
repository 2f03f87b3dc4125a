import AstroAPI
import Kernel

/// A sample as the API writes it.
struct Sample: PageItem {
    static let pageField = "samplesfield"

    let id: String
    var name: String
    var status: Status
    var deploymentId: String
    /// What the API may leave out is optional, so that an answer without it can be read.
    var description: String?
    var createdAt: Timestamp
    var updatedAt: Timestamp

    /// Whether it works; names of later versions of the server are kept.
    struct Status: OpenEnum {
        let rawValue: String
    }
}

/// The body of a request that creates one.
struct NewSample: Codable, Sendable {
    let name: String
    let deploymentId: String
    let description: String?
}

/// The body of a request that changes one.
struct SampleChange: Codable, Sendable {
    let status: Sample.Status
}

/// What people type for a status.
enum StatusWord: String, CaseIterable, ArgumentValue, Codable {
    case active, paused

    /// The same in the words of the API.
    var status: Sample.Status { Sample.Status(rawValue: rawValue.uppercased()) }
}
