import Foundation
import Kernel
import KernelTesting
import Testing

@Suite("astro api: the address")
struct EndpointTests {
    let fixture = RawFixture.self

    /// The address of the only request.
    private func address(_ words: [String], _ test: CommandTest, _ target: String) async throws -> String {
        var test = test
        test.expect(.get, target, .json("{}"))
        let result = try await test.run(["api"] + words)
        #expect(result.exitCode == .success, "\(result.stderr)")
        return try #require(result.requests.first).url.absoluteString
    }

    @Test(
        "a path is below the API, with or without slash, version and server",
        arguments: [
            "organizations", "/organizations", "v1/organizations", "/v1/organizations", "//organizations",
            "organizations/",
            "https://api.astronomer.io/v1/organizations", "HTTPS://API.astronomer.io/organizations",
        ])
    func forms(path: String) async throws {
        #expect(
            try await address([path], fixture.test(), "/v1/organizations")
                == "https://api.astronomer.io/v1/organizations")
    }

    @Test("another version of the API is reached by its prefix", arguments: ["v1beta1", "v1alpha1", "v2"])
    func versions(version: String) async throws {
        #expect(
            try await address(["\(version)/x"], fixture.test(), "/\(version)/x")
                == "https://api.astronomer.io/\(version)/x")
    }

    @Test(
        "a segment that only looks like a version is a path", arguments: ["version", "v", "v1gamma", "v1x", "vbeta1"])
    func notVersions(word: String) async throws {
        _ = try await address([word], fixture.test(), "/v1/\(word)")
    }

    @Test("a placeholder is replaced by one segment")
    func placeholders() async throws {
        var test = fixture.test()
        test.variables["ASTRO_WORKSPACE_ID"] = "cwsp000000000000000000001"
        test.variables["ASTRO_DEPLOYMENT_ID"] = "cdep000000000000000000001"
        _ = try await address(
            ["organizations/{organizationId}/a?x={workspaceId}&y={deploymentId}"], test,
            "/v1/organizations/\(fixture.organization)/a?x=cwsp000000000000000000001&y=cdep000000000000000000001")
        _ = try await address(
            ["{workspaceId}/{deploymentId}", "--workspace", "CWSP000000000000000000002"], test,
            "/v1/cwsp000000000000000000002/cdep000000000000000000001")
    }

    @Test(
        "a placeholder that is unknown or has no value is a usage error",
        arguments: ["workspaceId", "deploymentId", "x", ""])
    func missing(name: String) async throws {
        let result = try await fixture.test().run(["api", "a/{\(name)}"])
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("{\(name)}"))
    }

    private func naming(workspace: String) -> CommandTest {
        var test = fixture.test()
        test.files["/home/test/.astro/config.yaml"] = "contexts:\n  astronomer_io:\n    workspace: '\(workspace)'\n"
        return test
    }

    @Test(
        "a placeholder's value must be an ID",
        arguments: ["..", "../..", "%2e%2e", "a/../..", "/", "a/b", "a?b", "a#b", "ü"])
    func hostileValue(value: String) async throws {
        #expect(try await naming(workspace: value).run(["api", "x/{workspaceId}/y"]).exitCode == .usage)
    }

    @Test(
        "another server's address is refused, and nothing is sent",
        arguments: [
            "https://evil.test/v1/organizations", "https://api.astronomer.io.evil.test/v1/x",
            "https://api.astronomer.io@evil.test/x", "http://api.astronomer.io/v1/x",
            "https://api.astronomer.io:444/v1/x",
            "file:///etc/passwd", "https://api.astronomer.io",
        ])
    func otherServer(path: String) async throws {
        let result = try await fixture.test().run(["api", path])
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("nothing was sent"))
    }

    @Test(
        "a dot segment is refused",
        arguments: [
            "..", "a/../b", "a/./b", "a//b", "%2e%2e/x", "a/%2E./b", "a/%252e%252e/b", "a%2f..%2fb", "a/..\\b", "", "/",
        ])
    func dots(path: String) async throws {
        let result = try await fixture.test().run(["api", path])
        #expect(result.exitCode == .usage)
        #expect(result.requests.isEmpty)
    }

    @Test(
        "invalid characters are percent-encoded, and encoded ones are kept",
        arguments: [
            ("a b", "/v1/a%20b"), ("ü", "/v1/%C3%BC"), ("a%2Fb", "/v1/a%2Fb"), ("100%", "/v1/100%25"),
            ("a?q=x y&r=%41", "/v1/a?q=x%20y&r=%41"), ("a\nb", "/v1/a%0Ab"), ("a\"<>", "/v1/a%22%3C%3E"),
            ("a:b@c", "/v1/a:b@c"), ("a?x[]=1", "/v1/a?x%5B%5D=1"),
        ])
    func encoding(path: String, target: String) async throws {
        #expect(try await address([path], fixture.test(), target) == "https://api.astronomer.io\(target)")
    }

    @Test("a fragment is a usage error")
    func fragment() async throws {
        #expect(try await fixture.test().run("api 'a#b'").exitCode == .usage)
    }
}
