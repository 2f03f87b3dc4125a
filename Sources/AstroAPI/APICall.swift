import Kernel

/// One call of the API, with the words to tell of it.
struct APICall: Sendable {
    /// What it does, as the end of "the server refused to …": "rotate the token clx3…".
    let purpose: String
    let method: HTTPMethod
    /// The segments below those that the connection stands for.
    let path: [String]
    var query: [(name: String, value: String)] = []
    var body: (any Encodable & Sendable)?
    /// What a person must know and do when no answer came and the server may have done it.
    var ifUnanswered = ""
}
