@testable import Base
@testable import Authentication
import AstroAPI
@testable import Kernel
@testable import OperatingSystem
import Foundation
import KernelTesting
import Testing

@Suite("The address of a context")
struct AstroAddressTests {
    func address(_ domain: String, _ variables: [String: String] = [:]) throws -> String {
        let config = Config(
            environment: Environment(
                variables: ["HOME": "/home/test"].merging(variables) { $1 }, names: Service.astro.names),
            files: InMemoryFileSystem())
        return try Service.astro.addresses.baseURL(
            ofDomain: Service.astro.addresses.normalized(domain), config: config
        ).absoluteString
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

    @Test(
        "is derived from an address that people copy from the browser",
        arguments: [
            ("https://cloud.astronomer.io/", "https://api.astronomer.io/v1"),
            ("https://cloud.astronomer.io", "https://api.astronomer.io/v1"),
            ("https://CLOUD.Astronomer.io/clx0/workspaces?a=b#c", "https://api.astronomer.io/v1"),
            ("http://cloud.astronomer.io/", "https://api.astronomer.io/v1"),
            ("https://cloud.astronomer.io:443/", "https://api.astronomer.io/v1"),
            ("https://api.astronomer.io/v1", "https://api.astronomer.io/v1"),
            ("app.astronomer.io", "https://api.astronomer.io/v1"),
            ("https://app.example.com/", "https://api.example.com/v1"),
            ("astronomer.io/", "https://api.astronomer.io/v1"),
            (" astronomer.io\n", "https://api.astronomer.io/v1"), ("app.io", "https://api.app.io/v1"),
            ("https://pr1234.cloud.astronomer-dev.io/", "https://pr1234.api.astronomer-dev.io/v1"),
            ("pr1234.api.astronomer-dev.io", "https://pr1234.api.astronomer-dev.io/v1"),
            ("https://localhost/", "http://localhost:8888/v1"),
        ])
    func pasted(text: String, url: String) throws {
        #expect(try address(text) == url)
    }

    @Test(
        "with a port, a user or a path is refused with what to type",
        arguments: [
            ("astronomer.io:8443", "name one such as astronomer.io"),
            ("https://astronomer.io:8443/", "name one such as astronomer.io"),
            ("localhost:9999", "astro config set local.core http://localhost:9999 --global"),
            ("https://ada:hunter2@evil.io/", "name one such as"),
            ("cloud.astronomer.io/x", "name one such as"), ("https://", "name one such as"),
        ])
    func unusable(text: String, hint: String) throws {
        do {
            let url = try address(text)
            Issue.record("made \(url)")
        } catch let error as CommandError {
            #expect(error.exitCode == .usage)
            #expect(error.hint.flatMap(HintWriter(ProgramNames("astro")).text)?.hasPrefix(hint) == true, "\(error)")
            #expect(!"\(error)".contains("hunter2"))
        }
    }

    @Test("has the protocol of cloud.api.protocol, and http only for this machine")
    func transferProtocol() throws {
        #expect(try address("a.io", ["ASTRO_CLOUD_API_PROTOCOL": "https"]) == "https://api.a.io/v1")
        #expect(try address("b.localhost", ["ASTRO_CLOUD_API_PROTOCOL": "http"]) == "http://api.b.localhost/v1")
        for text in ["http", "ftp", "https://evil.io/x?", "https:", "HTTP", "file", " "] {
            #expect(throws: CommandError.self) { try address("a.io", ["ASTRO_CLOUD_API_PROTOCOL": text]) }
        }
    }

    @Test(
        "is refused for text that is not a domain",
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

    @Test(
        "is refused for a local.core that is not an address, or that is misleading",
        arguments: [
            "localhost:8888", "/", "http://", "x y", "http://evil.io", "http://127.0.0.1.evil.io", "ftp://localhost",
            "file:///etc/passwd", "https://ada:hunter2@evil.io", "http://localhost@evil.io",
            "http://localhost:80@evil.io", "http://localhost#@evil.io", "http://localhost?@evil.io", "https://a.io/?x=",
            "https://a.io/#x", #"http://localhost\@evil.io"#, "http://localhost%40evil.io",
            "http://localhost%00.evil.io", "https://a.io:0", "https://a.io:99999", "https://a.io:x", "http://[::1",
            "https://[evil.io]", "https:/a.io", "http:localhost", "https://\u{430}.io", "https://a.io/ä",
        ])
    func unsoundCore(core: String) throws {
        do {
            let url = try address("localhost", ["ASTRO_LOCAL_CORE": core])
            Issue.record("made \(url)")
        } catch let error as CommandError {
            #expect(error.exitCode == .usage)
            #expect(error.message.hasSuffix("nothing was sent"))
            #expect(!error.message.contains("hunter2"))
        }
    }

    @Test(
        "accepts a local.core with a path, a port, or an address of this machine",
        arguments: ["http://127.0.0.1:8888", "http://[::1]:8888", "https://core.example.com/api", "HTTPS://a.io"])
    func soundCore(core: String) throws {
        #expect(try address("localhost", ["ASTRO_LOCAL_CORE": core]) == core + "/v1")
    }
}
