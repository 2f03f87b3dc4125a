@testable import Base
@testable import HTTPClient
import Support
import Testing

@Suite("Canceling requests")
struct CurlCancellationTests {
    private let transport = CurlTransport(environment: [:])

    /// The number of each kind of outcome; every request has exactly one, or the test never ends.
    private func outcomes(
        of count: Int, _ address: String, timeout: Duration = .seconds(600),
        cancelling: @escaping @Sendable (Int) -> Bool
    ) async throws -> [String: Int] {
        let request = try HTTPRequest(to: address, timeout: timeout)
        let tasks = (0..<count).map { number in
            let task = Task { try await transport.send(request) }
            if cancelling(number) { task.cancel() }
            return task
        }
        var outcomes: [String: Int] = [:]
        for task in tasks {
            switch await task.result {
            case .success: outcomes["answered", default: 0] += 1
            case .failure(is CancellationError): outcomes["cancelled", default: 0] += 1
            case .failure(let error as TransportError): outcomes[error.kind.rawValue, default: 0] += 1
            case .failure(let error): throw error
            }
        }
        return outcomes
    }

    @Test("Canceling every second request at any time leaves the others answered")
    func someCancelled() async throws {
        let server = try ScriptedServer { _ in .ok("ok") }
        let outcomes = try await outcomes(of: 200, server.address()) { $0.isMultiple(of: 2) }
        #expect(outcomes["answered", default: 0] >= 100)
        #expect(outcomes.values.reduce(0, +) == 200)
        #expect(try await transport.send(HTTPRequest(to: server.address())).text == "ok")
    }

    @Test("Requests that wait for a connection can be canceled")
    func queued() async throws {
        let server = try ScriptedServer { _ in .silence }
        let outcomes = try await outcomes(of: 40, server.address()) { _ in true }
        #expect(outcomes == ["cancelled": 40])
        let answering = try ScriptedServer { _ in .ok("ok") }
        #expect(try await transport.send(HTTPRequest(to: answering.address())).text == "ok")
    }

    @Test("A time limit of one millisecond holds for each of many requests")
    func millisecond() async throws {
        let server = try ScriptedServer { _ in .silence }
        let outcomes = try await outcomes(of: 40, server.address(), timeout: .milliseconds(1)) { _ in false }
        #expect(outcomes == ["timedOut": 40])
    }

    @Test("Canceling an answered request changes nothing")
    func tooLate() async throws {
        let server = try ScriptedServer { _ in .ok("ok") }
        let request = try HTTPRequest(to: server.address())
        for _ in 1...50 {
            let task = Task { try await transport.send(request) }
            #expect(try await task.value.text == "ok")
            task.cancel()
        }
        #expect(server.connectionCount == 1)
    }

    @Test("A released transport still answers pending requests")
    func droppedTransport() async throws {
        let server = try ScriptedServer { request in .ok(request.firstLine) }
        let tasks = try (0..<20).map { number in
            let request = try HTTPRequest(to: server.address("/\(number)"))
            let transport = CurlTransport(environment: [:])
            return Task { try await transport.send(request).text }
        }
        for (number, task) in tasks.enumerated() { #expect(try await task.value == "GET /\(number) HTTP/1.1") }
    }

    @Test("Transports can be created and released many times")
    func manyTransports() async throws {
        let server = try ScriptedServer { _ in .ok("ok") }
        let request = try HTTPRequest(to: server.address())
        for _ in 1...100 { #expect(try await CurlTransport(environment: [:]).send(request).isSuccess) }
    }
}
