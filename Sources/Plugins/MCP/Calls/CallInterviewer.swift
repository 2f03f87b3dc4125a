import Catalog
import Kernel

/// Asks the person through the client, on behalf of one call.
struct CallInterviewer: Interviewer {
    let call: ToolCall
    let session: Session
    /// Whether the person agreed when starting the server.
    let isAgreed: Bool
    /// The call's messages so far.
    let told: CapturedStream

    private static let mostOptions = 200

    var isThere: Bool { call.client.asksPerson }

    func confirm(_ question: String) async throws {
        if isAgreed || call.isConfirmed { return call.confirm() }
        guard case .accepted(let content) = try await ask({ .yesOrNo($0) }, question) else {
            throw CommandError(.cancelled, "the person said no; nothing was changed")
        }
        guard content["confirm"] == true else {
            throw CommandError(.cancelled, "the person did not confirm; nothing was changed")
        }
        call.confirm()
    }

    func text(_ question: String, default standard: String?) async throws -> String {
        guard case .accepted(let content) = try await ask({ .text($0, default: standard) }, question),
            let answer = content["answer"]?.string?.trimmed, !answer.isEmpty
        else { throw Self.unanswered }
        return answer
    }

    func choose(_ question: String, from options: [String]) async throws -> Int {
        try requireFew(options)
        guard case .accepted(let content) = try await ask({ .choice($0, options) }, question),
            let chosen = Self.index(content["choice"], options)
        else { throw Self.unanswered }
        return chosen
    }

    func chooseSeveral(_ question: String, from options: [String]) async throws -> [Int] {
        try requireFew(options)
        guard case .accepted(let content) = try await ask({ .choices($0, options) }, question),
            case .array(let numbers)? = content["choices"]
        else { throw Self.unanswered }
        let chosen = numbers.compactMap { Self.index($0, options) }
        guard !chosen.isEmpty, chosen.count == numbers.count else { throw Self.unanswered }
        return Set(chosen).sorted()
    }

    private func requireFew(_ options: [String]) throws {
        guard !options.isEmpty, options.count <= Self.mostOptions else {
            throw CommandError.usage(
                "there are \(options.count) to choose from, too many to ask the person", hint: "name the one you mean")
        }
    }

    /// Returns the index of an option that an answer gives by its number.
    private static func index(_ answer: JSONValue?, _ options: [String]) -> Int? {
        guard let number = answer?.string.flatMap({ Int($0) }), options.indices.contains(number - 1) else { return nil }
        return number - 1
    }

    private static var unanswered: CommandError {
        CommandError(.cancelled, "no answer; nothing was changed", hint: "ask the person, and call the tool again")
    }

    /// The destination of the value, which an agent chose and the person must see.
    private var destination: [String] {
        guard call.tool.makesSecret,
            let name = call.arguments.first(where: { $0.key == ToolDescription.destination })?.value.string
        else { return [] }
        return ["The value goes to the destination '\(VisibleText.escaping(name))'."]
    }

    /// Asks what a terminal would show: the latest messages, and the question.
    private func ask(_ form: (String) -> Question, _ question: String) async throws -> Reply {
        guard isThere else {
            throw CommandError(
                .cancelled, "this client cannot ask the person; nothing was changed",
                hint: "start the server with --yes-to \(call.tool.name), or use a client that has elicitation")
        }
        let lines = destination + told.takeNew().map(VisibleText.escaping) + [VisibleText.escaping(question)]
        let message = session.secrets.blanking(lines.joined(separator: "\n"))
        let reply = try await session.reply(to: form(message), of: call)
        if case .none = reply { throw Self.unanswered }
        return reply
    }
}
