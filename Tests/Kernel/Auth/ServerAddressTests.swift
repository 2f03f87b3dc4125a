import Foundation
import Kernel
import KernelTesting
import Testing

@Suite("The address of a context")
struct ServerAddressTests {
    func address(_ domain: String, _ variables: [String: String] = [:]) throws -> String {
        let config = Config(
            environment: Environment(variables: ["HOME": "/home/test"].merging(variables) { $1 }),
            files: InMemoryFileSystem())
        return try ServerAddress.baseURL(ofDomain: ServerAddress.normalized(domain), config: config).absoluteString
    }

    @Test(
        "follows from its domain",
        arguments: [
            ("astronomer.io", "https://api.astronomer.io/v1"), ("Astronomer.IO", "https://api.astronomer.io/v1"),
            ("cloud.astronomer.io", "https://api.astronomer.io/v1"),
            ("astronomer-stage.io", "https://api.astronomer-stage.io/v1"),
            ("pr1234.astronomer-dev.io", "https://pr1234.api.astronomer-dev.io/v1"),
            ("pr.astronomer-dev.io", "https://api.pr.astronomer-dev.io/v1"),
            ("prx.astronomer-dev.io", "https://api.prx.astronomer-dev.io/v1"),
            ("pr12.example.com", "https://api.pr12.example.com/v1"), ("localhost", "http://localhost:8888/v1"),
        ])
    func domains(domain: String, url: String) throws {
        #expect(try address(domain) == url)
    }

    @Test(
        "of localhost is the setting local.core, with one slash before v1",
        arguments: ["http://localhost:9999", "http://localhost:9999/"])
    func localCore(core: String) throws {
        #expect(try address("localhost", ["ASTRO_LOCAL_CORE": core]) == "http://localhost:9999/v1")
    }

    @Test("takes its protocol from the setting cloud.api.protocol")
    func transferProtocol() throws {
        #expect(try address("a.io", ["ASTRO_CLOUD_API_PROTOCOL": "http"]) == "http://api.a.io/v1")
    }

    @Test(
        "is refused for what is no domain",
        arguments: [
            "", " ", "cloud.", ".", "..", "a..b", ".io", "a.", "a/b", "a@b", "a:80", "a?b", "a#b", "ä.io", "a b",
            "a%2fb",
            "evil.com/.astronomer.io",
        ])
    func unsound(domain: String) throws {
        do {
            let url = try address(domain)
            Issue.record("made \(url)")
        } catch let error as CommandError {
            #expect(error.exitCode == .usage)
        }
    }

    @Test("is refused for a local.core that is no address", arguments: ["localhost:8888", "/", "http://", "x y"])
    func unsoundCore(core: String) throws {
        #expect(throws: CommandError.self) { try address("localhost", ["ASTRO_LOCAL_CORE": core]) }
    }
}
