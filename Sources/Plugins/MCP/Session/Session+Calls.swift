import Catalog
import Kernel

extension Session {
    /// Accepts a request to call a tool; nil if it continues a call that waits for the person's answer.
    func call(_ request: Message.Request, _ client: Client) throws(RPCError) -> ToolCall? {
        let parameters = request.parameters
        if let waiting = parameters["requestState"]?.string {
            try goOn(waiting, request)
            return nil
        }
        guard let name = parameters["name"]?.string else {
            throw RPCError(.invalidParameters, "tools/call without the name of a tool")
        }
        guard let tool = catalog[name] else {
            throw RPCError(.invalidParameters, "there is no tool '\(VisibleText.escaping(name.shortened))'")
        }
        guard let arguments = (parameters["arguments"] ?? [:]).members else {
            throw RPCError(.invalidParameters, "\"arguments\" must be an object")
        }
        guard !isFull else { throw RPCError(.invalidRequest, "too many calls are in progress; try again later") }
        let isAsked = tool.configuration.effect == .changes && !catalog.isAgreed(tool)
        if isAsked, !client.asksPerson, client.revision == .selfDescribing {
            throw RPCError(
                .missingCapability, "\(name) asks the person first, and this client cannot",
                data: ["requiredCapabilities": ["elicitation": ["form": [:]]]])
        }
        let call = ToolCall(tool, arguments, of: request, client)
        begin(call, request.id)
        return call
    }

    /// Passes the person's answer to the call that asked for it, once.
    private func goOn(_ name: String, _ request: Message.Request) throws(RPCError) {
        guard let waiting = questions[name] else {
            throw RPCError(.invalidParameters, "this request's state is unknown, used or expired: call the tool again")
        }
        guard waiting.call.isSame(as: request.parameters) else {
            throw RPCError(.invalidParameters, "this request's state belongs to a call with other arguments")
        }
        guard let reply = Reply(request.parameters["inputResponses"]?[waiting.question.field]) else {
            return outbox.answer(request.id, Self.inputRequired(waiting.question, name), to: waiting.call.client)
        }
        questions.answer(name, reply) { begin($0, request.id) }
    }

    private static func inputRequired(_ question: Question, _ name: String) -> JSONValue {
        [
            "resultType": "input_required",
            "inputRequests": .object([
                .init(question.field, ["method": "elicitation/create", "params": question.parameters])
            ]), "requestState": .string(name),
        ]
    }

    /// Asks the person through the client, and waits for the answer up to a time limit.
    func reply(to question: Question, of call: ToolCall) async throws -> Reply {
        let clock = context.clock
        return try await withThrowingTaskGroup(of: Reply.self) { group in
            group.addTask { try await self.ask(question, call) }
            group.addTask { [answerTimeout] in
                try await clock.sleep(for: answerTimeout)
                return .none
            }
            defer { group.cancelAll() }
            return try await group.next() ?? .none
        }
    }

    private func ask(_ question: Question, _ call: ToolCall) async throws -> Reply {
        switch call.client.revision {
        case .handshake:
            return try await questions.reply(to: question, of: call) { [outbox] name in
                outbox.ask(name, "elicitation/create", question.parameters)
            }
        case .selfDescribing:
            // The request ends here; the next one brings the answer, from anyone who knows this name.
            let name = UnguessableText.make()
            return try await questions.reply(to: question, of: call, name: name) { [self] name in
                guard let id = end(call) else { return }
                outbox.answer(id, Self.inputRequired(question, name), to: call.client)
            }
        }
    }

    /// Runs a call to its end and answers the request that waits for it.
    func run(_ call: ToolCall) async {
        let result = await CallRun(call, self).result()
        guard let id = end(call), !call.isCancelled else { return }
        outbox.answer(id, result, to: call.client)
    }

    /// Reports a call's progress, if the client asked for that.
    func tellProgress(of call: ToolCall, _ count: Int64) {
        guard let token = call.progressToken, call.requestID != nil, !call.isCancelled else { return }
        outbox.notify(
            "notifications/progress",
            [
                "progressToken": token, "progress": .integer(count),
                "message": .string(Int(count).counted("answer") + " of the server"),
            ])
    }
}
