import AstroAPI
import Kernel

/// A sample in the API.
struct Sample: PageItem {
    static let pageField = "samplesfield"

    let id: String
    var name: String
    var status: Status
    var deploymentId: String
    /// Fields that the API may omit are optional, so that an answer without them can be decoded.
    var description: String?
    var createdAt: Timestamp
    var updatedAt: Timestamp

    /// Whether it works; names from later versions of the server are kept.
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

/// A status on the command line.
enum StatusWord: String, CaseIterable, ArgumentValue, Codable {
    case active, paused

    /// Its name in the API.
    var status: Sample.Status { Sample.Status(rawValue: rawValue.uppercased()) }
}
