import Foundation
import Support
import Testing

@Suite("A rotation over HTTP, by the built program")
struct RotationOverHTTPTests {
    let sandbox: ServedSandbox
    let rotate = [
        "deployment", "token", "rotate", ServedSandbox.token, "--deployment", ServedSandbox.production, "-f", "-c",
    ]

    init() async throws { sandbox = try await ServedSandbox() }

    @Test("prints exactly the new value and a newline, and that value works")
    func exactOutput() async throws {
        let client = try sandbox.client()
        let outcome = try await client.run(rotate)
        #expect(outcome.exitCode == 0)
        #expect(outcome.stderr == "")
        let value = String(outcome.stdout.dropLast())
        #expect(outcome.stdout == value + "\n")
        #expect(value.split(separator: ".").count == 3)
        let list = ["deployment", "token", "list", "--deployment", ServedSandbox.production]
        #expect(try await client.run(list, extra: ["ASTRO_API_TOKEN": value]).exitCode == 0)
        _ = try await client.run(rotate)
        let afterwards = try await client.run(list, extra: ["ASTRO_API_TOKEN": value])
        #expect(afterwards.exitCode == 3)
        #expect(afterwards.stderr.contains("does not accept the credential"))
    }

    @Test("prints a value that a shell can capture")
    func commandSubstitution() async throws {
        let line = "T=$(astro \(rotate.joined(separator: " "))) && printf '<%s>' \"$T\""
        let outcome = try await sandbox.client().shell(line)
        #expect(outcome.stdout.hasPrefix("<eyJ"))
        #expect(outcome.stdout.hasSuffix(">"))
        #expect(!outcome.stdout.contains("\n"))
    }

    @Test("leaves no config or value behind, and parallel CI jobs don't interfere with each other")
    func noFiles() async throws {
        let client = try sandbox.client()
        let jobs = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<8 { group.addTask { [rotate] in try await client.run(rotate).exitCode } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(jobs == Array(repeating: 0, count: 8))
        let left = try FileManager.default.subpathsOfDirectory(atPath: client.home.path())
        #expect(
            left.filter {
                !$0.hasPrefix(".astro/locks") && $0 != ".astro" && $0 != ".astro/recovery" && $0 != ".astro/audit.jsonl"
            } == [])
    }

    @Test("can be confirmed through a pipe", arguments: [("y\n", Int32(0)), ("YES\n", 0), ("n\n", 5), ("", 5)])
    func piped(input: String, code: Int32) async throws {
        let outcome = try await sandbox.client().run(Array(rotate.dropLast(2)), input: input)
        #expect(outcome.exitCode == code)
        #expect(outcome.stdout.isEmpty == (code != 0))
    }

    @Test("sends exactly two requests over one connection, with the headers that the API expects")
    func twoRequests() async throws {
        let recorder = try RecordingProxy(forwardingTo: sandbox.port)
        var client = try sandbox.client()
        client.variables["ASTRO_LOCAL_CORE"] = recorder.url
        #expect(try await client.run(rotate).exitCode == 0)
        let heads = recorder.requestHeads
        #expect(recorder.connections == 1)
        #expect(heads.count == 2)
        let path = "/v1/organizations/corganization00000000acme/tokens/\(ServedSandbox.token)"
        #expect(heads.first?.hasPrefix("GET \(path) HTTP/1.1\r\n") == true)
        #expect(heads.last?.hasPrefix("POST \(path)/rotate HTTP/1.1\r\n") == true)
        for head in heads.map({ $0.lowercased() }) {
            #expect(head.contains("authorization: bearer eyj"))
            #expect(head.contains("user-agent: astro/"))
            #expect(head.contains("x-astro-client-identifier: cli"))
            #expect(head.contains("x-astro-client-version: "))
            #expect(head.contains("x-client-os-identifier: "))
        }
    }

    @Test("works over https with a certificate from SSL_CERT_FILE", .needs("curl", "openssl", "python3"))
    func trusted() async throws {
        let front = try await TLSFront(forwardingTo: sandbox.port)
        var client = try sandbox.client()
        client.variables["ASTRO_LOCAL_CORE"] = front.url
        let outcome = try await client.run(rotate, extra: ["SSL_CERT_FILE": front.certificate.certificate])
        #expect(outcome.exitCode == 0)
        #expect(outcome.stdout.hasPrefix("eyJ"))
    }

    @Test(
        "is refused over https if the certificate is not trusted, with nothing changed",
        .needs("curl", "openssl", "python3")
    )
    func untrusted() async throws {
        let front = try await TLSFront(forwardingTo: sandbox.port)
        var client = try sandbox.client()
        client.variables["ASTRO_LOCAL_CORE"] = front.url
        let outcome = try await client.run(rotate)
        #expect(outcome.exitCode == 6)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("certificate of localhost is not trusted"))
        #expect(outcome.stderr.contains("SSL_CERT_FILE"))
    }
}
