import Kernel

/// One message of JSON-RPC from the client.
enum Message: Sendable {
    /// A request, which needs an answer.
    case request(Request)
    /// A notification, which needs none.
    case notification(method: String, parameters: JSONValue)
    /// The answer to a request of this program.
    case answer(id: JSONValue, result: JSONValue?)
    /// An invalid message.
    case unsound(id: JSONValue, RPCError)

    struct Request: Sendable {
        let id: JSONValue
        let method: String
        let parameters: JSONValue
    }

    /// Parses a line.
    init(_ bytes: [UInt8]) {
        guard let value = JSONValue(parsing: bytes) else {
            self = .unsound(id: .null, RPCError(.parse, "the message is not JSON, or nested more than 512 deep"))
            return
        }
        guard case .object = value else {
            let words = if case .array = value { "batches are not part of this protocol" } else { "not a message" }
            self = .unsound(id: .null, RPCError(.invalidRequest, words))
            return
        }
        self.init(value)
    }

    private init(_ value: JSONValue) {
        let id = value["id"]
        let soundID = id.flatMap { Self.isID($0) ? $0 : nil }
        func refuse(_ words: String) -> Message {
            .unsound(id: soundID ?? .null, RPCError(.invalidRequest, words))
        }
        guard value["jsonrpc"] == "2.0" else {
            self = refuse("\"jsonrpc\" must be \"2.0\"")
            return
        }
        if let method = value["method"] {
            guard let method = method.string else {
                self = refuse("\"method\" must be a string")
                return
            }
            let parameters = value["params"] ?? [:]
            guard case .object = parameters else {
                self = .unsound(id: soundID ?? .null, RPCError(.invalidParameters, "\"params\" must be an object"))
                return
            }
            guard let id else {
                self = .notification(method: method, parameters: parameters)
                return
            }
            guard Self.isID(id) else {
                self = refuse("\"id\" must be a string or an integer")
                return
            }
            self = .request(Request(id: id, method: method, parameters: parameters))
        } else if let soundID, value["result"] != nil || value["error"] != nil {
            self = .answer(id: soundID, result: value["result"])
        } else {
            self = refuse("neither a request nor an answer")
        }
    }

    private static func isID(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): text.utf8.count <= 1_024
        case .integer: true
        default: false
        }
    }
}

/// An error of the protocol itself.
struct RPCError: Error, Sendable {
    enum Code: Int64, Sendable {
        case parse = -32_700
        case invalidRequest = -32_600
        case unknownMethod = -32_601
        case invalidParameters = -32_602
        case missingCapability = -32_021
        case unsupportedVersion = -32_022
        case resourceNotFound = -32_002
    }

    let code: Code
    let message: String
    var data: JSONValue?

    init(_ code: Code, _ message: String, data: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    var json: JSONValue {
        .object(
            [.init("code", .integer(code.rawValue)), .init("message", .string(message))]
                + (data.map { [.init("data", $0)] } ?? []))
    }
}
