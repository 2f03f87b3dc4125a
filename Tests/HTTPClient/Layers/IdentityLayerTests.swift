@testable import Base
@testable import HTTPClient
@testable import OperatingSystem
import KernelTesting
import Testing

@Suite("The identity that a program sends")
struct IdentityLayerTests {
    private func headers(given: HTTPHeaders = [:]) async throws -> [String: String] {
        let server = ReplyingTransport([.status(200)])
        let layer = IdentityLayer(ClientIdentity(product: "astro", version: "1.2.3"))
        _ = try await server.wrapped(in: layer).send(HTTPRequest(to: "https://api.example.test/", headers: given))
        let fields = server.requests.first?.headers.fields ?? []
        return Dictionary(fields.map { ($0.name, $0.value) }) { "\($0), \($1)" }
    }

    @Test("Five headers name the program, the system, and the accepted format")
    func fields() async throws {
        #expect(
            try await headers() == [
                "Accept": "application/json", "User-Agent": "astro/1.2.3", "x-astro-client-identifier": "cli",
                "x-astro-client-version": "1.2.3", "x-client-os-identifier": Platform.name,
            ])
    }

    @Test("The system has Go's name for it")
    func system() {
        #if os(Linux)
            #expect(Platform.name == "linux")
        #else
            #expect(Platform.name == "darwin")
        #endif
    }

    @Test("Headers that the caller set are kept, ignoring case")
    func kept() async throws {
        let sent = try await headers(given: ["accept": "text/plain", "X-Mine": "1"])
        #expect(sent["accept"] == "text/plain")
        #expect(sent["Accept"] == nil)
        #expect(sent["X-Mine"] == "1")
        #expect(sent.count == 6)
    }
}
