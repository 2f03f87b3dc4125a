@testable import Base
@testable import HTTPClient
import KernelTesting
import Support
import Testing

@Suite struct CurlConnectionTests {
    private let transport = CurlTransport(environment: [:])

    @Test func `Consecutive requests share a connection, whatever their method`() async throws {
        let server = try ScriptedServer { _ in .ok("") }
        _ = try await transport.send(HTTPRequest(.get, to: server.address("/token")))
        _ = try await transport.send(HTTPRequest(.post, to: server.address("/token/rotate")))
        #expect(server.requests.map(\.firstLine) == ["GET /token HTTP/1.1", "POST /token/rotate HTTP/1.1"])
        #expect(server.connectionCount == 1)
    }

    @Test func `Fifty concurrent requests use at most six connections and get their own answers`() async throws {
        let server = try ScriptedServer { request in .ok(request.firstLine) }
        let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 1...50 {
                group.addTask {
                    (number, try await transport.send(HTTPRequest(to: server.address("/\(number)"))).text)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(answers == Dictionary(uniqueKeysWithValues: (1...50).map { ($0, "GET /\($0) HTTP/1.1") }))
        #expect((1...6).contains(server.connectionCount))
    }

    @Test func `A plain HTTP request does not wait for a busy connection`() async throws {
        let server = try ScriptedServer { $0.firstLine.contains("slow") ? .silence : .ok("quick") }
        let slow = Task { try await transport.send(HTTPRequest(to: server.address("/slow"))) }
        let quick = try await transport.send(HTTPRequest(to: server.address("/quick")))
        #expect(quick.text == "quick")
        slow.cancel()
        _ = await slow.result
    }

    @Test(arguments: [HTTPMethod.post, .put, .patch, .delete], [nil, "body"])
    func `A change lost on a broken connection is not repeated`(
        method: HTTPMethod, body: String?
    ) async throws {
        let server = try Self.serverThatBreaksTheFirstConnection()
        _ = try await transport.send(HTTPRequest(to: server.address("/first")))
        let error = try await transport.failure(HTTPRequest(method, to: server.address("/second"), body: body))
        #expect(error.kind == .connectionLost)
        #expect(error.requestMayHaveArrived)
        #expect(server.requests.count == 2)
    }

    @Test func `A GET lost on a broken connection is repeated`() async throws {
        let server = try Self.serverThatBreaksTheFirstConnection()
        _ = try await transport.send(HTTPRequest(to: server.address("/first")))
        let response = try await transport.send(HTTPRequest(to: server.address("/second")))
        #expect(response.isSuccess)
        #expect(server.requests.count == 3)
    }

    @Test func `A DELETE lost on a broken connection is repeated, and counted as a second attempt`() async throws {
        let server = try Self.serverThatBreaksTheFirstConnection()
        let transport = transport.wrapped(in: RetryLayer(clock: FixedClock()))
        _ = try await transport.send(HTTPRequest(to: server.address("/first")))
        let response = try await transport.send(HTTPRequest(.delete, to: server.address("/second")))
        #expect(response.attempts == 2)
        #expect(server.requests.count == 3)
    }

    @Test(arguments: [HTTPMethod.post, .delete])
    func `A connection that the server closed is not reused`(method: HTTPMethod) async throws {
        let (hangUps, hangUp) = AsyncStream.makeStream(of: Void.self)
        let server = try ScriptedServer(onHangUp: { hangUp.yield() }) { _ in
            .bytesThenClose(Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8))
        }
        _ = try await transport.send(HTTPRequest(to: server.address("/first")))
        for await _ in hangUps { break }
        let response = try await transport.send(HTTPRequest(method, to: server.address("/second")))
        #expect(response.isSuccess)
        #expect(server.requests.map(\.connection) == [0, 1])
    }

    @Test func `An unsolicited answer is not taken for the next request's`() async throws {
        let server = try ScriptedServer { request in
            request.connection == 0
                ? .text(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil")
                : .ok("mine")
        }
        #expect(try await transport.send(HTTPRequest(to: server.address("/first"))).text == "ok")
        #expect(try await transport.send(HTTPRequest(to: server.address("/second"))).text == "mine")
    }

    @Test func `Canceling closes the connection and throws`() async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let (hangUps, hangUp) = AsyncStream.makeStream(of: Void.self)
        let server = try ScriptedServer(onHangUp: { hangUp.yield() }) { _ in
            arrival.yield()
            return .silence
        }
        let task = Task { try await transport.send(HTTPRequest(to: server.address(), timeout: .seconds(600))) }
        for await _ in arrivals { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        for await _ in hangUps { break }
    }

    @Test func `An already canceled task sends nothing`() async throws {
        let server = try ScriptedServer { _ in .ok("") }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await transport.send(HTTPRequest(to: server.address()))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.requests.isEmpty)
    }

    @Test func `A released transport closes its connections`() async throws {
        let (hangUps, hangUp) = AsyncStream.makeStream(of: Void.self)
        let server = try ScriptedServer(onHangUp: { hangUp.yield() }) { _ in .ok("") }
        _ = try await CurlTransport(environment: [:]).send(HTTPRequest(to: server.address()))
        for await _ in hangUps { break }
    }

    /// Answers the first request of a connection; a second one over the very first connection is read and dropped.
    private static func serverThatBreaksTheFirstConnection() throws -> ScriptedServer {
        try ScriptedServer { request in
            request.connection == 0 && request.firstLine.contains("second") ? .bytesThenClose([]) : .ok("")
        }
    }
}
