import Catalog
import Kernel

/// A transport that inspects a call's requests and answers: without the person's consent, nothing is changed.
struct WatchedTransport: HTTPTransport {
    let base: any HTTPTransport
    let purpose: TransportPurpose
    let call: ToolCall
    let interviewer: CallInterviewer
    let session: Session

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        if purpose == .server {
            session.secrets.learn(from: request.headers)
            if request.method != .get { try await requireConsent() }
        }
        let response = try await base.send(request)
        session.secrets.learn(from: response.body)
        session.tellProgress(of: call, call.keep(response.body))
        return response
    }

    private func requireConsent() async throws {
        guard call.tool.configuration.effect == .changes else {
            throw CommandError(
                .failure, "the command is declared to read, and tried to change something; nothing was changed",
                hint: "report this to the command's author")
        }
        if !call.isConfirmed { try await interviewer.confirm(call.question(session.context.program)) }
    }
}

extension ToolCall {
    /// Returns the question for a command that has none of its own: its summary and the call.
    func question(_ program: Program) -> String {
        let words = arguments.map { argument -> String in
            let value = argument.value.string ?? JSONWriter.text(of: argument.value, indented: false)
            return "\(argument.key)=\(ShellWords.singleQuoted(value))"
        }
        let line = ([tool.line(program)] + words).joined(separator: " ")
        return "\(tool.configuration.summary)? (\(line))"
    }
}
