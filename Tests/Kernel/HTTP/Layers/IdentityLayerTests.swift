import KernelTesting
import Testing

@testable import Kernel

@Suite("What a program tells servers about itself")
struct IdentityLayerTests {
    private func headers(given: HTTPHeaders = [:]) async throws -> [String: String] {
        let server = ReplyingTransport([.status(200)])
        let layer = IdentityLayer(ClientIdentity(product: "astro", version: "1.2.3"))
        _ = try await server.wrapped(in: layer).send(HTTPRequest(to: "https://api.example.test/", headers: given))
        let fields = server.requests.first?.headers.fields ?? []
        return Dictionary(fields.map { ($0.name, $0.value) }) { "\($0), \($1)" }
    }

    @Test("Five fields say which program asks, on which system, and what it reads")
    func fields() async throws {
        #expect(
            try await headers() == [
                "Accept": "application/json", "User-Agent": "astro/1.2.3", "x-astro-client-identifier": "cli",
                "x-astro-client-version": "1.2.3", "x-client-os-identifier": Platform.name,
            ])
    }

    @Test("The system is named as Go names it")
    func system() {
        #if os(Linux)
            #expect(Platform.name == "linux")
        #else
            #expect(Platform.name == "darwin")
        #endif
    }

    @Test("What the caller set stays, in whatever case it was written")
    func kept() async throws {
        let sent = try await headers(given: ["accept": "text/plain", "X-Mine": "1"])
        #expect(sent["accept"] == "text/plain")
        #expect(sent["Accept"] == nil)
        #expect(sent["X-Mine"] == "1")
        #expect(sent.count == 6)
    }
}
