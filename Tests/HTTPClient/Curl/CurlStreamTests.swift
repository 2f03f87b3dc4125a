@testable import Base
@testable import HTTPClient
@testable import OperatingSystem
import Support
import Synchronization
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Bodies that are not kept in memory", .timeLimit(.minutes(20)))
struct CurlStreamTests {
    /// The calls of a sink.
    final class Received: Sendable {
        private let state = Mutex<(heads: [Int], bytes: Data)>(([], Data()))
        var heads: [Int] { state.withLock(\.heads) }
        var bytes: Data { state.withLock(\.bytes) }

        var sink: BodySink {
            BodySink { head in
                self.state.withLock { $0 = ($0.heads + [head.status], Data()) }
            } write: { bytes in
                self.state.withLock { $0.bytes += bytes }
            }
        }
    }

    private func request(_ server: ScriptedServer, _ sink: BodySink) throws -> HTTPRequest {
        var request = try HTTPRequest(to: server.address())
        request.sink = sink
        return request
    }

    @Test("arrive complete, even if they are too large for memory, and the answer has none")
    func large() async throws {
        var settings = CurlSettings(environment: [:])
        settings.maximumBodySize = 1000
        let body = String(repeating: "0123456789", count: 500_000)
        let server = try ScriptedServer { _ in .ok(body, headers: "X-Mine: 1\r\n") }
        let received = Received()
        let response = try await CurlTransport(settings).send(request(server, received.sink))
        #expect(response.body.isEmpty)
        #expect(response.headers["X-Mine"] == "1")
        #expect(received.heads == [200])
        #expect(received.bytes == Data(body.utf8))
    }

    @Test("may be empty")
    func empty() async throws {
        let server = try ScriptedServer { _ in .ok("") }
        let received = Received()
        _ = try await CurlTransport(environment: [:]).send(request(server, received.sink))
        #expect(received.heads == [200])
    }

    @Test("of refusals are in the answer")
    func refusal() async throws {
        let server = try ScriptedServer { _ in .text("HTTP/1.1 403 No\r\nContent-Length: 4\r\n\r\nnope") }
        let received = Received()
        let response = try await CurlTransport(environment: [:]).send(request(server, received.sink))
        #expect(response.text == "nope")
        #expect(received.heads.isEmpty)
    }

    @Test("are saved unchanged: compression is neither requested nor removed")
    func compressed() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(CompressedText.hello.count)\r\n\r\n"
        let server = try ScriptedServer { _ in .bytes(Array(head.utf8) + CompressedText.hello) }
        let received = Received()
        _ = try await CurlTransport(environment: [:]).send(request(server, received.sink))
        #expect(received.bytes == Data(CompressedText.hello))
        #expect(server.requests.first?.header("Accept-Encoding") == nil)
    }

    @Test("that are truncated are errors")
    func broken() async throws {
        let server = try ScriptedServer { _ in
            .bytesThenClose(Array("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123456789".utf8))
        }
        let received = Received()
        let error = try await CurlTransport(environment: [:]).failure(request(server, received.sink))
        #expect(error.kind == .connectionLost)
        #expect(received.bytes.count == 9)
    }

    @Test("that can't be written fail with the writer's error, and the transport goes on", arguments: [true, false])
    func fullDisk(atHead: Bool) async throws {
        let server = try ScriptedServer { _ in .ok(String(repeating: "x", count: 1_000_000)) }
        let full = FileError(.system("No space left on device"), path: "/f")
        let sink = BodySink { _ in
            if atHead { throw full }
        } write: { _ in
            throw full
        }
        let transport = CurlTransport(environment: [:])
        await #expect(throws: full) { try await transport.send(request(server, sink)) }
        let received = Received()
        _ = try await transport.send(request(server, received.sink))
        #expect(received.bytes.count == 1_000_000)
    }

    @Test("may take longer than any other request, but not pause for that long")
    func silence() async throws {
        let server = try ScriptedServer { _ in .silence }
        var request = try request(server, Received().sink)
        request.timeout = .milliseconds(300)
        let error = try await CurlTransport(environment: [:]).failure(request)
        #expect(error.kind == .timedOut)
        #expect(error.message == "127.0.0.1 sent nothing more for 300 ms")
    }

    @Test("of a HEAD are empty, even if the header has a length")
    func head() async throws {
        let server = try ScriptedServer { _ in .text("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n") }
        let response = try await CurlTransport(environment: [:]).send(HTTPRequest(.head, to: server.address()))
        #expect(response.status == 200)
        #expect(response.headers["Content-Length"] == "500")
        #expect(response.body.isEmpty)
        #expect(server.requests.first?.firstLine.hasPrefix("HEAD / ") == true)
    }
}
