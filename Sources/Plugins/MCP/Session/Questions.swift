import Kernel
import Synchronization

/// A form for the person.
struct Question: Sendable {
    let message: String
    /// The form's only field, and its schema below.
    let field: String
    let schema: JSONValue

    /// Returns a question that needs a yes.
    static func yesOrNo(_ message: String) -> Question {
        Question(
            message: message, field: "confirm",
            schema: ["type": "boolean", "title": "Yes, go ahead", "default": false])
    }

    static func text(_ message: String, default standard: String?) -> Question {
        var members: [JSONValue.Member] = [.init("type", "string"), .init("title", "Answer"), .init("minLength", 1)]
        if let standard { members.append(.init("default", .string(standard))) }
        return Question(message: message, field: "answer", schema: .object(members))
    }

    static func choice(_ message: String, _ options: [String]) -> Question {
        Question(
            message: message, field: "choice",
            schema: ["type": "string", "title": "Choice", "oneOf": titled(options)])
    }

    /// Returns a question that takes several answers.
    static func choices(_ message: String, _ options: [String]) -> Question {
        Question(
            message: message, field: "choices",
            schema: ["type": "array", "title": "Choices", "minItems": 1, "items": ["anyOf": titled(options)]])
    }

    private static func titled(_ options: [String]) -> JSONValue {
        .array(
            zip(1..., options).map { number, title in
                ["const": .string(String(number)), "title": .string(VisibleText.escaping(title.shortened))]
            })
    }

    var parameters: JSONValue {
        [
            "mode": "form", "message": .string(message),
            "requestedSchema": [
                "type": "object", "properties": .object([.init(field, schema)]), "required": [.string(field)],
            ],
        ]
    }
}

/// What the person answered.
enum Reply: Sendable {
    case accepted(JSONValue)
    case declined
    /// The person or the client gave no answer.
    case none

    /// Parses the result of `elicitation/create`; nil if it is invalid.
    init?(_ result: JSONValue?) {
        switch result?["action"]?.string {
        case "accept": self = .accepted(result?["content"] ?? [:])
        case "decline": self = .declined
        case "cancel": self = .none
        default: return nil
        }
    }
}

/// The questions that are still unanswered.
final class Questions: Sendable {
    private struct State {
        var waiting: [String: Waiting] = [:]
        var count = 0
        var isClosed = false
    }

    /// A pending question, and the call that it belongs to.
    struct Waiting: Sendable {
        let question: Question
        let call: ToolCall
        fileprivate let continuation: CheckedContinuation<Reply, any Error>
    }

    private let state = Mutex(State())
    /// The maximum number of pending questions; nobody could answer more.
    private static let most = 1_000

    /// Waits for the answer to a question that `ask` sends to the client under a unique name.
    ///
    /// - Parameter name: The name; nil generates one that is unique but guessable.
    func reply(
        to question: Question, of call: ToolCall, name: String? = nil, ask: @Sendable (_ name: String) -> Void
    ) async throws -> Reply {
        let name =
            name
            ?? state.withLock { state in
                state.count += 1
                return "question-\(state.count)"
            }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let waiting = Waiting(question: question, call: call, continuation: continuation)
                // The cancellation handler takes the same lock: it finds the question, or was called before.
                let refusal: Reply?? = state.withLock { state in
                    if Task.isCancelled { return .some(nil) }
                    if state.isClosed || state.waiting.count >= Self.most { return Reply.none }
                    state.waiting[name] = waiting
                    return nil
                }
                switch refusal {
                case nil: ask(name)
                case .some(nil): continuation.resume(throwing: CancellationError())
                case .some(let reply?): continuation.resume(returning: reply)
                }
            }
        } onCancel: {
            take(name)?.continuation.resume(throwing: CancellationError())
        }
    }

    /// The question with a name, which stays pending.
    subscript(name: String) -> Waiting? { state.withLock { $0.waiting[name] } }

    /// Answers a question; false if it isn't pending, for example because it was already answered.
    @discardableResult
    func answer(_ name: String, _ reply: Reply, _ prepare: (ToolCall) -> Void = { _ in }) -> Bool {
        guard let waiting = take(name) else { return false }
        prepare(waiting.call)
        waiting.continuation.resume(returning: reply)
        return true
    }

    /// Ends all questions because no answer can arrive anymore.
    func close() {
        let rest = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for waiting in rest { waiting.continuation.resume(returning: .none) }
    }

    private func take(_ name: String) -> Waiting? { state.withLock { $0.waiting.removeValue(forKey: name) } }
}
