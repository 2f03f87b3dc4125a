import Foundation
import Support
import Synchronization

/// A server that must never receive a credential: it records everything, and plays along to get more.
final class Stranger: Sendable {
    private let listener: LoopbackListener
    private let received = Mutex<[UInt8]>([])

    init() throws {
        listener = try LoopbackListener()
        listener.start { [weak self] client in self?.serve(&client) }
    }

    var url: String { listener.url }

    /// All requests so far, as text.
    var heard: String { String(decoding: received.withLock { $0 }, as: UTF8.self) }

    /// Claims to be the login server, and has nothing else.
    private func serve(_ client: inout ServerConnection) {
        let bytes = client.read()
        guard !bytes.isEmpty else { return }
        received.withLock { $0 += bytes }
        let body = #"{"clientId":"c","audience":"a","domainUrl":"\#(url)/","access_token":"theirs"}"#
        client.send(ScriptedServer.response("200 OK", body))
    }
}
