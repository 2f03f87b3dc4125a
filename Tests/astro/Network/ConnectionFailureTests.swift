import Foundation
import Support
import Testing

/// A cause for a failed or unusable connection.
struct BrokenWay: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The message, or the relevant part of it.
    let words: String
    /// The variables that lead there; a server runs as long as the second value is held.
    let variables: @Sendable () async throws -> ([String: String], Any)

    init(
        _ name: String, _ words: String, _ variables: @escaping @Sendable () async throws -> ([String: String], Any)
    ) {
        (testDescription, self.words, self.variables) = (name, words, variables)
    }

    /// A connection to a server on this machine.
    private static func server(
        _ name: String, _ words: String, scheme: String = "https",
        _ answer: @escaping @Sendable (inout ServerConnection) -> Void
    ) -> BrokenWay {
        BrokenWay(name, words) {
            let server =
                try scheme == "http" ? ScriptedServer { _ in .conversation(answer) } : .init(onConnection: answer)
            return (["ASTRO_LOCAL_CORE": server.url.replacing("http:", with: "\(scheme):")], server)
        }
    }

    /// A connection through a proxy, given as the whole value of the variable.
    private static func proxy(_ name: String, _ words: String, _ address: String) -> BrokenWay {
        BrokenWay(name, words) { (["ASTRO_DOMAIN": "example.test", "HTTPS_PROXY": address], 0) }
    }

    private static func proxy(_ status: Int, _ words: String) -> BrokenWay {
        BrokenWay("proxy \(status)", words) {
            let proxy = try ScriptedServer(always: "HTTP/1.1 \(status) X\r\nContent-Length: 0\r\n\r\n")
            return (["ASTRO_DOMAIN": "example.test", "HTTPS_PROXY": "  \(proxy.url)  "], proxy)
        }
    }

    private static func front(
        _ name: String, _ words: String, _ variables: @escaping @Sendable (TLSFront) -> [String: String]
    ) -> BrokenWay {
        BrokenWay(name, words) {
            let front = try await TLSFront(forwardingTo: 1)
            return (variables(front), front)
        }
    }

    static let all = [
        BrokenWay("refused", "the connection to 127.0.0.1:1 was refused") {
            (["ASTRO_LOCAL_CORE": "http://127.0.0.1:1"], 0)
        },
        BrokenWay("no name", "could not resolve the host 'api.no-such-host.invalid'") {
            (["ASTRO_DOMAIN": "no-such-host.invalid"], 0)
        },
        server("empty reply", "127.0.0.1 closed the connection without an answer", scheme: "http") { _ in },
        server("plain http:", "127.0.0.1 does not speak TLS on that port") {
            $0.send("HTTP/1.1 400 Bad Request\r\n\r\n")
        },
        server("broken handshake", "127.0.0.1 closed the connection during the TLS handshake") { _ in },
        server("stalled handshake", "127.0.0.1 did not finish the TLS handshake within 1 s") { $0.readToEnd() },
        server("no answer", "no answer from 127.0.0.1 within 1 s", scheme: "http") { $0.readToEnd() },
        front("unknown authority", "its authority is unknown") { ["ASTRO_LOCAL_CORE": $0.url] },
        front("wrong name", "it is for another name") {
            [
                "ASTRO_LOCAL_CORE": $0.url.replacing("localhost", with: "127.0.0.1"),
                "SSL_CERT_FILE": $0.certificate.certificate,
            ]
        },
        front("no certificates", "the trusted certificates cannot be read") {
            ["ASTRO_LOCAL_CORE": $0.url, "SSL_CERT_FILE": "/no/such/file.pem"]
        },
        proxy("proxy refused", "the connection to the proxy '127.0.0.1' was refused", "http://127.0.0.1:1"),
        proxy("proxy without a scheme", "the connection to the proxy '127.0.0.1' was refused", "127.0.0.1:1"),
        proxy("SOCKS proxy", "the connection to the proxy '127.0.0.1' was refused", "socks5h://u:secret@127.0.0.1:1"),
        proxy("proxy without a name", "could not resolve the proxy 'proxy.invalid'", "http://u:secret@proxy.invalid:1"),
        proxy("no proxy", "HTTPS_PROXY is not the address of a proxy", "ftp://u:secret@127.0.0.1:1"),
        proxy(407, "the proxy '127.0.0.1' asks for a user and a password"),
        proxy(403, "the proxy '127.0.0.1' refused to connect to api.example.test"),
        proxy(502, "the proxy '127.0.0.1' could not connect to api.example.test"),
    ]
}

@Suite("A failed connection", .needs("curl", "openssl", "python3"), .timeLimit(.minutes(20)))
struct ConnectionFailureTests {
    private func outcome(_ way: BrokenWay) async throws -> BuiltProgram.Outcome {
        let (variables, server) = try await way.variables()
        defer { withExtendedLifetime(server) {} }
        var program = try BuiltProgram()
        program.variables = ["ASTRO_DOMAIN": "localhost", "ASTRO_API_TOKEN": BadInputTests.credential]
        // Only requests that wait in vain get little time: on a busy machine the others need theirs.
        let patience = way.words.contains("within 1 s") ? "1" : "30"
        return try await program.run(["api", "x", "--timeout", patience], extra: variables)
    }

    @Test("is exit 6, names the failed hop and the reason, and shows no password", arguments: BrokenWay.all)
    func named(way: BrokenWay) async throws {
        let outcome = try await outcome(way)
        #expect(outcome.exitCode == 6, "\(outcome.stderr)")
        #expect(outcome.stderr.contains(way.words), "\(outcome.stderr)")
        #expect(!outcome.stderr.contains("secret"))
    }

    @Test("has its own hint for each cause")
    func hints() async throws {
        var causes: [String: Set<String>] = [:]
        for way in BrokenWay.all where way.testDescription != "empty reply" {
            let outcome = try await outcome(way)
            let hint = try #require(outcome.stderr.split(separator: "\n").first { $0.hasPrefix("hint: ") }, "\(way)")
            causes[String(hint), default: []].insert(way.words)
        }
        for (hint, words) in causes { #expect(words.count == 1, "\(hint): \(words.sorted())") }
    }

    @Test(
        "bypasses the proxy for hosts of NO_PROXY, in curl's and Go's syntax",
        arguments: ["*.example.invalid", ".example.invalid", "example.invalid:443", "a, EXAMPLE.invalid", "*"])
    func exceptions(list: String) async throws {
        var program = try BuiltProgram()
        program.variables = [
            "ASTRO_DOMAIN": "example.invalid", "ASTRO_API_TOKEN": BadInputTests.credential,
            "https_proxy": "http://127.0.0.1:1", "NO_PROXY": list,
        ]
        let outcome = try await program.run(["api", "x"])
        #expect(outcome.stderr.contains("could not resolve the host 'api.example.invalid'"), "\(outcome.stderr)")
    }
}
