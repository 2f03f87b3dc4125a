@testable import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension HTTPRequest {
    /// A request for an address that a test knows to be one.
    init(
        _ method: HTTPMethod = .get, to address: String, headers: HTTPHeaders = [:], body: String? = nil,
        timeout: Duration = .seconds(20)
    ) throws {
        guard let url = URL(string: address) else { throw TestFailure("not an address: \(address)") }
        self.init(method, url, headers: headers, body: body.map { Data($0.utf8) }, timeout: timeout)
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

extension HTTPTransport {
    /// The error of a request that must fail with one.
    func failure(_ request: HTTPRequest) async throws -> TransportError {
        do {
            let response = try await send(request)
            throw TestFailure("answered with \(response.status)")
        } catch let error as TransportError {
            return error
        }
    }
}

struct TestFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
