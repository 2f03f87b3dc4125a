import Kernel

/// One call of the API, with its wording in messages.
struct APICall: Sendable {
    /// The purpose, to complete "the server refused to …": "rotate the token clx3…".
    let purpose: String
    let method: HTTPMethod
    let path: APIPath
    var query: [(name: String, value: String)] = []
    var body: (any Encodable & Sendable)?
    /// The possible effect if no answer arrives: "the token clx3… may have been changed".
    var doubt: String?
    /// Whether the caller determines the outcome itself, so that a refusal leaves no doubt.
    var isLookedInto = false
    /// What a person should do if no answer arrives and the change may have been made.
    var ifUnanswered: Hint = "find out whether it was done before you try again"
    /// The change for the audit log; if nil, the log has the method and the path.
    var change: DeclaredChange?

    /// What a person must know if the outcome is unknown; nil for a request that only reads.
    var openOutcome: String? { method.isReading ? nil : doubt ?? "the request to \(purpose) may have been carried out" }
}
