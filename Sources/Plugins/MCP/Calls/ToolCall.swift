#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Catalog
import Kernel
import Synchronization

/// One call of a tool: what is asked for, by whom, and what is known of it so far.
final class ToolCall: Sendable {
    let tool: ToolDescription
    let arguments: [JSONValue.Member]
    let client: Client
    let progressToken: JSONValue?
    let cancellation = Cancellation()

    private struct State {
        /// The request that is answered when the call ends; none while the client asks the person.
        var requestID: JSONValue?
        var isConfirmed = false
        var isCancelled = false
        var progress: Int64 = 0
        var answers: [Data] = []
        var keptBytes = 0
    }

    private let state: Mutex<State>
    /// How much of what the server said is kept to tell its words from ours.
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

    /// Whether the person said yes to this call.
    var isConfirmed: Bool { state.withLock(\.isConfirmed) }
    func confirm() { state.withLock { $0.isConfirmed = true } }

    /// Whether nobody waits for the result any more.
    var isCancelled: Bool { state.withLock(\.isCancelled) }

    func cancel() {
        state.withLock { $0.isCancelled = true }
        cancellation.cancel()
    }

    /// Keeps what the server said, and counts it.
    func keep(_ answer: Data) -> Int64 {
        state.withLock { state in
            state.progress += 1
            state.keptBytes += answer.count
            if state.keptBytes <= Self.mostKept { state.answers.append(answer) }
            return state.progress
        }
    }

    var answers: [Data] { state.withLock(\.answers) }

    /// Whether the server said so much that not all of it could be kept.
    var isBeyondMeasure: Bool { state.withLock { $0.keptBytes > Self.mostKept } }

    /// Whether a request that goes on with this call asks for the same.
    func isSame(as parameters: JSONValue) -> Bool {
        parameters["name"]?.string == tool.name
            && JSONValue.object(arguments).sorted == (parameters["arguments"] ?? [:]).sorted
    }
}

extension JSONValue {
    /// The same value with the keys of its objects in one order.
    fileprivate var sorted: JSONValue {
        switch self {
        case .array(let elements): .array(elements.map(\.sorted))
        case .object(let members):
            .object(members.map { Member($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
        default: self
        }
    }
}
