import Catalog
import Kernel

/// Runs the command of a call with its own streams, and returns the result in the protocol's form.
struct CallRun: Sendable {
    private let call: ToolCall
    private let session: Session
    private let output = CapturedStream()
    private let told = CapturedStream()

    init(_ call: ToolCall, _ session: Session) {
        self.call = call
        self.session = session
    }

    /// Returns the result of `tools/call`, including for a command that failed.
    func result() async -> JSONValue {
        var destination: DeclaredDestination?
        do {
            var words = try call.tool.words(of: call.arguments)
            if call.tool.makesSecret {
                let named = try namedDestination()
                words[call.tool.deliveryPath(named.kind.rawValue)] = [named.value]
                destination = named
            }
            try await perform(words)
            return success(destination)
        } catch {
            return failure(error, destination)
        }
    }

    private func namedDestination() throws(CommandError) -> DeclaredDestination {
        let names = session.catalog.destinations.map(\.name).joined(separator: ", ")
        let hint: Hint = "the person declared: \(names)"
        guard let argument = call.arguments.first(where: { $0.key == ToolDescription.destination }) else {
            throw .usage("pass '\(ToolDescription.destination)' (where the value goes)", hint: hint)
        }
        guard let name = argument.value.string,
            let destination = session.catalog.destinations.first(where: { $0.name == name })
        else {
            let shown = VisibleText.escaping((argument.value.string ?? "").shortened)
            throw .usage("no destination is named '\(shown)'; nothing was changed", hint: hint)
        }
        return destination
    }

    private func perform(_ words: [String: [String]]) async throws {
        let context = session.context
        let interviewer = CallInterviewer(
            call: call, session: session, isAgreed: session.catalog.isAgreed(call.tool), told: told)
        var console = Console(input: EmptyInput(), output: output, error: told)
        console.interviewer = interviewer
        var world = session.world
        world.console = console
        world.agent = call.client.label
        world.watch = { [call, session] transport, purpose in
            WatchedTransport(
                base: transport, purpose: purpose, call: call, interviewer: interviewer, session: session)
        }
        let options = context.options
        // If the command doesn't ask for confirmation itself, do so before it runs.
        if call.tool.configuration.effect == .changes, !call.tool.asksItself {
            try await interviewer.confirm(call.question(context.program))
        }
        try await context.program.call(
            CommandCall(call.tool.command, at: call.tool.path, arguments: words), in: world, settings: context.settings
        ) { own in
            own.output = .json
            own.json = false
            own.context = options.context ?? own.context
            own.timeout = options.timeout
        }
    }

    private func untrusted(_ destination: DeclaredDestination?) -> UntrustedText {
        let places = destination.map { named in named.phrases.map { (phrase: $0, name: named.name) } }
        return UntrustedText(
            secrets: session.secrets, answers: call.answers, places: places ?? [],
            recordFolder: try? StateFolder(session.context.environment).recovery)
    }

    private func success(_ destination: DeclaredDestination?) -> JSONValue {
        let text = untrusted(destination)
        if call.isBeyondMeasure {
            return failure(
                CommandError(.failure, "the server's answer is too large to be shown without secrets"), destination)
        }
        let written = output.bytes
        let value = JSONValue(parsing: written) ?? .string(String(decoding: written, as: UTF8.self).trimmed)
        var members: [JSONValue.Member] = [
            .init("result", written.isEmpty ? .null : text.shown(value)),
            .init("messages", .array(told.lines.map(text.message))),
        ]
        if let destination { members.append(.init(ToolDescription.destination, .string(destination.name))) }
        let structured = JSONValue.object(members)
        return .object([.init("content", Self.content(structured)), .init("structuredContent", structured)])
    }

    private func failure(_ error: any Error, _ destination: DeclaredDestination?) -> JSONValue {
        let text = untrusted(destination)
        let error = CommandError(describing: error)
        var members: [JSONValue.Member] = [
            .init("code", .string(error.exitCode.name)), .init("message", text.message(error.message)),
        ]
        if let hint = error.hint.flatMap(session.context.output.hints.text) {
            members.append(.init("hint", text.message(hint)))
        }
        if let requestID = error.requestID { members.append(.init("requestId", text.shown(.string(requestID)))) }
        members.append(.init("exitCode", .integer(Int64(error.exitCode.rawValue))))
        let whole: JSONValue = .object([
            .init("error", .object(members)), .init("messages", .array(told.lines.map(text.message))),
        ])
        return .object([.init("content", Self.content(whole)), .init("isError", true)])
    }

    private static func content(_ value: JSONValue) -> JSONValue {
        [["type": "text", "text": .string(JSONWriter.text(of: value, indented: false))]]
    }
}

extension String {
    /// The path without the variable that may follow it.
    var prefixBeforeVariable: String {
        guard let colon = lastIndex(of: ":"), !self[colon...].contains("/") else { return self }
        return String(self[..<colon])
    }
}
