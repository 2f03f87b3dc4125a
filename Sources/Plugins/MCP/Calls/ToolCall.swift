#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Catalog
import Kernel
import Synchronization

/// One call of a tool: the arguments, the client, and the state so far.
final class ToolCall: Sendable {
    let tool: ToolDescription
    let arguments: [JSONValue.Member]
    let client: Client
    let progressToken: JSONValue?
    let cancellation = Cancellation()

    private struct State {
        /// The request that is answered when the call ends; nil while the client asks the person.
        var requestID: JSONValue?
        var isConfirmed = false
        var isCancelled = false
        var progress: Int64 = 0
        var answers: [Data] = []
        var keptBytes = 0
    }

    private let state: Mutex<State>
    /// How much of the server's answers is kept, in bytes, to distinguish the server's words from the program's.
    private static let mostKept = 32 << 20

    init(_ tool: ToolDescription, _ arguments: [JSONValue.Member], of request: Message.Request, _ client: Client) {
        self.tool = tool
        self.arguments = arguments
        self.client = client
        progressToken = request.parameters["_meta"]?["progressToken"]
        state = Mutex(State(requestID: request.id))
    }

    /// The request that waits for the call's end.
    var requestID: JSONValue? {
        get { state.withLock(\.requestID) }
        set { state.withLock { $0.requestID = newValue } }
    }

    /// Whether the person has confirmed this call.
    var isConfirmed: Bool { state.withLock(\.isConfirmed) }
    func confirm() { state.withLock { $0.isConfirmed = true } }

    /// Whether nobody waits for the result anymore.
    var isCancelled: Bool { state.withLock(\.isCancelled) }

    func cancel() {
        state.withLock { $0.isCancelled = true }
        cancellation.cancel()
    }

    /// Keeps an answer of the server, and returns the number of answers so far.
    func keep(_ answer: Data) -> Int64 {
        state.withLock { state in
            state.progress += 1
            state.keptBytes += answer.count
            if state.keptBytes <= Self.mostKept { state.answers.append(answer) }
            return state.progress
        }
    }

    var answers: [Data] { state.withLock(\.answers) }

    /// Whether the server's answers were too large to keep.
    var isBeyondMeasure: Bool { state.withLock { $0.keptBytes > Self.mostKept } }

    /// Returns whether a request that continues this call has the same parameters.
    func isSame(as parameters: JSONValue) -> Bool {
        parameters["name"]?.string == tool.name
            && JSONValue.object(arguments).sorted == (parameters["arguments"] ?? [:]).sorted
    }
}

extension JSONValue {
    /// The same value with sorted object keys.
    fileprivate var sorted: JSONValue {
        switch self {
        case .array(let elements): .array(elements.map(\.sorted))
        case .object(let members):
            .object(members.map { Member($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
        default: self
        }
    }
}
