import Kernel
import Synchronization

/// The messages to the client, one per line and without any known secret.
final class Outbox: Sendable {
    private let sink: any ByteSink
    private let secrets: KnownSecrets
    private let program: Program
    private let isClosed = Mutex(false)

    init(_ sink: any ByteSink, _ secrets: KnownSecrets, _ program: Program) {
        self.sink = sink
        self.secrets = secrets
        self.program = program
    }

    /// Answers a request.
    func answer(_ id: JSONValue, _ result: JSONValue, to client: Client?) {
        var members = result.members ?? []
        if client?.revision == .selfDescribing {
            if result["resultType"] == nil { members.insert(.init("resultType", "complete"), at: 0) }
            members.append(.init("_meta", ["io.modelcontextprotocol/serverInfo": identity]))
        }
        send([.init("id", id), .init("result", .object(members))])
    }

    func refuse(_ id: JSONValue, _ error: RPCError) { send([.init("id", id), .init("error", error.json)]) }

    func ask(_ id: String, _ method: String, _ parameters: JSONValue) {
        send([.init("id", .string(id)), .init("method", .string(method)), .init("params", parameters)])
    }

    func notify(_ method: String, _ parameters: JSONValue) {
        send([.init("method", .string(method)), .init("params", parameters)])
    }

    /// The server's identity.
    var identity: JSONValue {
        ["name": .string(program.name), "version": .string(program.version), "title": .string(program.summary)]
    }

    private func send(_ members: [JSONValue.Member]) {
        let text = JSONWriter.text(of: .object([.init("jsonrpc", "2.0")] + members), indented: false)
        let line = secrets.blanking(Array(text.utf8)) + [UInt8(ascii: "\n")]
        isClosed.withLock { isClosed in
            // If the client is gone, its stream of messages ends, too.
            if !isClosed { do { try sink.write(line) } catch { isClosed = true } }
        }
    }
}
