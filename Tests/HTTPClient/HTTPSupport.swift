@testable import Base
@testable import HTTPClient
import Support
import Synchronization
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension HTTPRequest {
    /// A request for an address that the test knows is valid.
    init(
        _ method: HTTPMethod = .get, to address: String, headers: HTTPHeaders = [:], body: String? = nil,
        timeout: Duration = .seconds(20)
    ) throws {
        guard let url = URL(string: address) else { throw TestFailure("not an address: \(address)") }
        self.init(method, url, headers: headers, body: body.map { Data($0.utf8) }, timeout: timeout)
    }
}

extension Origin {
    /// The origin of an address that a test spells.
    init?(_ address: String) {
        guard let url = URL(string: address) else { return nil }
        self.init(url)
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

extension HTTPTransport {
    /// The error of a request that must fail.
    func failure(_ request: HTTPRequest) async throws -> TransportError {
        do {
            let response = try await send(request)
            throw TestFailure("answered with \(response.status)")
        } catch let error as TransportError {
            return error
        }
    }
}

/// An HTTPS server that answers `GET` with the path and everything else with the body.
final class TLSServer: Sendable {
    private let server: ScriptedServer
    private let front: TLSFront

    init(_ certificate: TestCertificate) async throws {
        server = try ScriptedServer { request in
            .ok(request.firstLine.hasPrefix("GET ") ? String(request.firstLine.split(separator: " ")[1]) : request.body)
        }
        front = try await TLSFront(forwardingTo: server.port, certificate: certificate)
    }

    var port: Int { front.port }
}

/// The recorded values, in order.
final class Recorded<Value: Sendable>: Sendable {
    private let state = Mutex<[Value]>([])

    var values: [Value] { state.withLock { $0 } }

    func add(_ value: Value) { state.withLock { $0.append(value) } }
}
