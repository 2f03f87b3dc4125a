import Foundation
import Support
import Testing

@Suite("The callback port of a login", .needs("curl", "openssl", "python3"), .timeLimit(.minutes(20)))
struct CallbackTests {
    let sandbox: ServedSandbox
    let client: LoginClient

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try LoginClient(url: sandbox.url)
    }

    /// Logs in with a browser that first sends unrelated requests, each over its own connection.
    ///
    /// - Returns: How the login ended, and the first line of each answer.
    private func login(after requests: [String], header: String = "") async throws -> (BuiltProgram.Outcome, [String]) {
        let folder = client.program.home
        for (index, text) in requests.enumerated() {
            try Data(text.utf8).write(to: folder.appending(path: "request\(index)"))
        }
        try Data(header.utf8).write(to: folder.appending(path: "header"))
        try Data(Self.script.utf8).write(to: folder.appending(path: "browser.py"))
        try client.browse("exec python3 \"$HOME/browser.py\" \"$1\" \(client.port) \(requests.count)")
        let outcome = try await client.program.run(["login", "localhost"])
        let answers = try client.text("answers").split(separator: "\n").map(String.init)
        return (outcome, answers)
    }

    private static let script = """
        import os, socket, subprocess, sys
        page, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        home = os.environ["HOME"] + "/"
        def connect():
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        # What browsers open beforehand and never use.
        spare = [connect() for _ in range(70)]
        with open(home + "answers", "w") as answers:
            for index in range(count):
                with connect() as client, open(home + f"request{index}", "rb") as request:
                    client.sendall(request.read().replace(b"PORT", str(port).encode()))
                    client.shutdown(socket.SHUT_WR)
                    reply = b""
                    while data := client.recv(65536):
                        reply += data
                    answers.write(reply.split(b"\\r\\n")[0].decode() + "\\n")
            back = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{redirect_url}", page],
                capture_output=True, text=True).stdout
            target = back[back.index("/callback"):]
            with connect() as client, open(home + "header", "rb") as header:
                start = f"GET {target} HTTP/1.1\\r\\nHost: localhost:{port}\\r\\n".encode()
                client.sendall(start + header.read() + b"\\r\\n")
                answers.write(client.recv(65536).split(b"\\r\\n")[0].decode() + "\\n")
        """

    private static let host = "Host: localhost:PORT\r\nConnection: close\r\n"

    @Test(
        "rejects a request that is not the login's own, reports it, and keeps waiting",
        arguments: [
            ("GET /callback?code=c&state=stale HTTP/1.1\r\n\(host)\r\n", "400", "its state is different"),
            ("GET /callback?code=c HTTP/1.1\r\n\(host)\r\n", "400", "it has no state"),
            ("GET /callback HTTP/1.1\r\n\(host)\r\n", "400", "it has no state"),
            ("GET /callback?error=access_denied HTTP/1.1\r\n\(host)\r\n", "400", "and says access_denied"),
            ("HEAD /callback?code=c&state=stale HTTP/1.1\r\n\(host)\r\n", "405", "Ignored HEAD /callback"),
            (
                "POST /callback HTTP/1.1\r\n\(host)Content-Length: 14\r\n\r\ncode=c&state=s", "405",
                "Ignored POST /callback"
            ),
            ("TRACE /callback HTTP/1.1\r\n\(host)\r\n", "405", "Ignored TRACE /callback"),
            ("GET /callback/?code=c&state=s HTTP/1.1\r\n\(host)\r\n", "404", "Ignored GET /callback/"),
            ("GET /metrics HTTP/1.1\r\n\(host)\r\n", "404", "Ignored GET /metrics"),
            ("GET /callback?code=c&state=s HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421", "only for localhost"),
            ("GET /callback HTTP/1.1\r\n\r\n", "400", "needs one Host"),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400", "(status 400)"),
            ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", "400", "only http: is supported"),
            ("nonsense\r\n\r\n", "400", "(status 400)"),
        ])
    func foreign(request: String, status: String, words: String) async throws {
        let (outcome, answers) = try await login(after: [request])
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(answers.map { $0.split(separator: " ").dropFirst().first.map(String.init) } == [status, "200"])
        #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
        #expect(!outcome.stderr.contains("code=c"))
    }

    @Test("ignores what browsers and scanners do on their own, silently")
    func unbidden() async throws {
        let (outcome, answers) = try await login(after: [
            "GET /favicon.ico HTTP/1.1\r\n\(Self.host)\r\n", "", "GET",
            "GET /.well-known/appspecific/com.chrome.devtools.json HTTP/1.1\r\n\(Self.host)\r\n",
        ])
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(answers.last == "HTTP/1.1 200 OK")
        #expect(!outcome.stderr.contains("warning:"), "\(outcome.stderr)")
    }

    @Test("limits its messages, however many requests come")
    func flood() async throws {
        let (outcome, _) = try await login(
            after: (0..<100).map { "GET /\($0)\u{1B}[2J HTTP/1.1\r\n\(Self.host)\r\n" }
                + (0..<100).map { "GET /\($0)%1B HTTP/1.1\r\n\(Self.host)\r\n" })
        #expect(outcome.exitCode == 0)
        #expect(outcome.stderr.components(separatedBy: "warning:").count <= 10)
        #expect(!outcome.stderr.contains("\u{1B}[2J"))
    }

    @Test("answers a browser's private network preflight")
    func preflight() async throws {
        let (outcome, answers) = try await login(after: [
            "OPTIONS /callback?code=c HTTP/1.1\r\n\(Self.host)Origin: https://auth.example.com\r\n"
                + "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\n\r\n"
        ])
        #expect(outcome.exitCode == 0)
        #expect(answers == ["HTTP/1.1 204 No Content", "HTTP/1.1 200 OK"])
        #expect(!outcome.stderr.contains("warning:"), "\(outcome.stderr)")
    }

    @Test("accepts every header of a browser, even the cookies of other programs at localhost")
    func largeHeader() async throws {
        let cookies = (0..<180).map { "app\($0)=\(String(repeating: "é\"{|", count: 700))" }.joined(separator: "; ")
        let fields = (0..<150).map { "Sec-CH-\($0): ?\($0)\r\n" }.joined()
        let header = """
            Connection: keep-alive\r
            Upgrade-Insecure-Requests: 1\r
            Sec-Fetch-Site: cross-site\r
            Sec-Fetch-Mode: navigate\r
            Sec-CH-UA: "Chromium";v="142", "Not/A)Brand";v="8"\r
            Origin: null\r
            Access-Control-Request-Private-Network: true\r
            Upgrade: h2c\r
            Priority: u=0, i\r
            Cookie: \(cookies)\r

            """
        let (outcome, answers) = try await login(after: [], header: header + fields)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(answers == ["HTTP/1.1 200 OK"])
    }
}
