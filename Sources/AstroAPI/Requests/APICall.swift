import Kernel

/// One call of the API, with the words to tell of it.
struct APICall: Sendable {
    /// What it does, as the end of "the server refused to …": "rotate the token clx3…".
    let purpose: String
    let method: HTTPMethod
    let path: APIPath
    var query: [(name: String, value: String)] = []
    var body: (any Encodable & Sendable)?
    /// What the server may have done to what, when no answer came: "the token clx3… may have been changed".
    var doubt: String?
    /// Whether whoever makes the call finds out what became of it: then a refusal leaves no doubt.
    var isLookedInto = false
    /// What a person does when no answer came and the server may have done it.
    var ifUnanswered: Hint = "find out whether it was done before you try again"
    /// What it changes, for the log of changes; a call without it is logged by its method and path.
    var change: DeclaredChange?

    /// What a person must know where nobody heard whether it was done; nil for a reading.
    var openOutcome: String? { method.isReading ? nil : doubt ?? "the request to \(purpose) may have been carried out" }
}
