import Foundation
import Support
import Testing

/// An agent's client that talks to `astro mcp` as a separate process, without any library.
final class AgentClient {
    /// What a message of the server says.
    typealias Message = [String: Any]

    let process: ChildProcess
    /// Everything that the server ever wrote to its stdout.
    private(set) var transcript = ""
    private var count = 0
    /// Answers that arrived while another one was awaited.
    private var answers: [Int: Message] = [:]
    private var unread = Data()

    init(_ program: ChildProgram) throws {
        process = try program.start(stdin: .pipe, stdout: .pipe, stderr: .pipe)
    }

    func send(_ line: String) throws { try process.write(line + "\n") }

    /// The server's next message; nil after the last.
    func next() async throws -> Message? {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread = Data(unread[unread.index(after: end)...])
                transcript += line + "\n"
                return try object(line)
            }
            let more = try await process.available()
            if more.isEmpty { return nil }
            unread += more
        }
    }

    /// Sends a request under the next number.
    @discardableResult
    func request(_ method: String, _ parameters: String = "{}") throws -> Int {
        count += 1
        try send(#"{"jsonrpc":"2.0","id":\#(count),"method":"\#(method)","params":\#(parameters)}"#)
        return count
    }

    /// Sends a request and waits for its answer, past all other messages.
    func answer(_ method: String, _ parameters: String = "{}") async throws -> Message {
        try await answer(to: try request(method, parameters))
    }

    func answer(to id: Int) async throws -> Message {
        if let kept = answers.removeValue(forKey: id) { return kept }
        while let message = try await next() {
            if message["id"] as? Int == id { return message }
            keep(message)
        }
        throw EndOfServer()
    }

    /// Keeps an answer for a later wait.
    private func keep(_ message: Message) {
        if let id = message["id"] as? Int, message["method"] == nil { answers[id] = message }
    }

    struct EndOfServer: Error {}

    /// The handshake of a client that can show forms, or of one that can't.
    @discardableResult
    func initialize(asksPerson: Bool = true, name: String = "test-client") async throws -> Message {
        let capabilities = asksPerson ? #"{"elicitation":{}}"# : "{}"
        let answer = try await answer(
            "initialize",
            #"{"protocolVersion":"2025-11-25","capabilities":\#(capabilities),"clientInfo":{"name":"\#(name)","version":"1"}}"#
        )
        try send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
        return answer
    }

    /// Calls a tool without waiting for its result.
    func call(_ tool: String, _ arguments: String = "{}") throws -> Int {
        try request("tools/call", #"{"name":"\#(tool)","arguments":\#(arguments)}"#)
    }

    /// The server's next question to the person.
    func question() async throws -> (id: String, text: String) {
        while let message = try await next() {
            guard message["method"] as? String == "elicitation/create" else {
                keep(message)
                continue
            }
            let parameters = try #require(message["params"] as? Message)
            return (try #require(message["id"] as? String), try #require(parameters["message"] as? String))
        }
        throw EndOfServer()
    }

    func reply(to id: String, _ result: String = #"{"action":"accept","content":{"confirm":true}}"#) throws {
        try send(#"{"jsonrpc":"2.0","id":"\#(id)","result":\#(result)}"#)
    }
}

/// The text of a tool's result, and whether it is an error.
func toolResult(_ message: AgentClient.Message) throws -> (text: String, isError: Bool) {
    let result = try #require(message["result"] as? AgentClient.Message)
    let content = try #require(result["content"] as? [AgentClient.Message])
    return (try #require(content.first?["text"] as? String), result["isError"] as? Bool ?? false)
}

/// The code of a protocol error.
func errorCode(_ message: AgentClient.Message?) -> Int? {
    (message?["error"] as? AgentClient.Message)?["code"] as? Int
}
