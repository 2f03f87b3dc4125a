import Testing

@testable import AstroAPI
@testable import Base
@testable import LoopbackServer
@testable import Kernel
@testable import Sandbox

@Suite("The server's refusals", .timeLimit(.minutes(20))) struct ServerRefusalTests {
    private var served = ServedSandbox()
    private static let line = "GET /v1/organizations HTTP/1.1\r\n"
    private static let host = "Host: localhost\r\n"

    @Test(
        "A malformed request gets its status, and the connection is closed",
        arguments: [
            ("nonsense\r\n\r\n", 400), ("GET /\r\n\r\n", 400), ("GET  / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/2.0\r\n\(host)\r\n", 505), ("G\u{7F}T / HTTP/1.1\r\n\(host)\r\n", 400),
            ("GET * HTTP/1.1\r\n\(host)\r\n", 400), ("GET /é HTTP/1.1\r\n\(host)\r\n", 400),
            (line + "\r\n", 400), (line + host + host + "\r\n", 400), (line + "Host : localhost\r\n\r\n", 400),
            (line + host + "A: b\r\n c\r\n\r\n", 400), (line + host + " A: b\r\n\r\n", 400),
            (line + host + "A: \u{0}\r\n\r\n", 400), (line + host + "no colon\r\n\r\n", 400),
            ("GET / HTTP/1.1\nHost: localhost\n\n", 400), (line + "A: b\rc\r\n\r\n", 400),
            (line + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
            (line + host + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", 400),
            (line + host + "Content-Length: 1, 1\r\n\r\n", 400), (line + host + "Content-Length: -1\r\n\r\n", 400),
            (line + host + "Content-Length: +1\r\n\r\n", 400), (line + host + "Content-Length: \r\n\r\n", 400),
            (line + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            (line + host + "Transfer-Encoding: gzip\r\n\r\n", 501),
            (line + host + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
            (line + host + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", 400),
            (line + host + "Expect: wonders\r\n\r\n", 417),
        ])
    func malformed(text: String, status: Int) async throws {
        let answer = try await served.exchange(text)
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        #expect(answer.contains("\"statusCode\":\(status)"))
        #expect(answer.contains("Connection: close"))
    }

    @Test(
        "Only host names of this machine are served",
        arguments: [
            ("localhost", 401), ("LOCALHOST:80", 401), ("127.0.0.1:8080", 401), ("[::1]:1", 401), ("evil.example", 421),
            ("localhost.evil.example", 421), ("localhost:80@evil.example", 421), ("127.0.0.2", 421), ("", 421),
        ])
    func hosts(host: String, status: Int) async throws {
        let answer = try await served.exchange(Self.line + "Host: \(host)\r\nConnection: close\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        let line = "GET http://\(host)/v1/organizations HTTP/1.1\r\n"
        let absolute = try await served.exchange(line + "Host: localhost\r\nConnection: close\r\n\r\n")
        #expect(absolute.hasPrefix("HTTP/1.1 \(status) "))
    }

    @Test(
        "An unknown method is refused", arguments: [("BREW", 501), ("OPTIONS", 501), ("PUT", 405)])
    func verbs(verb: String, status: Int) async throws {
        let text = "\(verb) /v1/organizations HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n"
        #expect(try await served.exchange(text).hasPrefix("HTTP/1.1 \(status) "))
    }

    @Test("An oversized header or body is refused while it is sent, and the refusal arrives")
    func oversize() async throws {
        let start = Self.line + Self.host
        let header = try await served.exchange(start + "A: " + String(repeating: "a", count: 1 << 20) + "\r\n\r\n")
        #expect(header.hasPrefix("HTTP/1.1 431 "))
        let fields = try await served.exchange(start + String(repeating: "A: b\r\n", count: 101) + "\r\n")
        #expect(fields.hasPrefix("HTTP/1.1 431 "))
        let body = String(repeating: "a", count: (1 << 20) + 1)
        let sized = try await served.exchange(start + "Content-Length: \(body.count)\r\n\r\n" + body)
        #expect(sized.hasPrefix("HTTP/1.1 413 "))
        let endless = try await served.exchange(start + "Content-Length: 99999999999999999999\r\n\r\n")
        #expect(endless.hasPrefix("HTTP/1.1 413 "))
        let chunk = "80000\r\n" + String(repeating: "a", count: 0x80000) + "\r\n"
        let chunked = try await served.exchange(start + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + chunk)
        #expect(chunked.hasPrefix("HTTP/1.1 413 "))
    }

    @Test("A client that is refused early can finish sending and read the refusal")
    func draining() async throws {
        let start = Self.line + Self.host + "Content-Length: 8388608\r\n\r\n"
        let (sentAll, answer) = try await served.serve { port in
            let client = try SocketClient(port: port)
            client.send(start)
            let sentAll = client.send(String(repeating: "a", count: 8 << 20))
            client.finishSending()
            return (sentAll, client.receive())
        }
        #expect(sentAll)
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
    }

    @Test("An endless header times out")
    func slowHeader() async throws {
        var served = served
        served.limits.requestTime = .milliseconds(200)
        let answer = try await served.serve { port in
            let client = try SocketClient(port: port)
            client.send(Self.line + "Host: local")
            return client.receive()
        }
        #expect(answer.hasPrefix("HTTP/1.1 408 "))
    }

    @Test("An idle connection is closed silently")
    func idle() async throws {
        var served = served
        served.limits.idleTime = .milliseconds(50)
        let answer = try await served.exchange("")
        #expect(answer.isEmpty)
    }

    @Test("Clients over the limit wait, and idle ones make room")
    func crowd() async throws {
        var served = served
        served.limits.connections = 2
        let request = Self.line + Self.host + "Connection: close\r\n\r\n"
        let answers = try await served.serve { port in
            let idle = try SocketClient(port: port)
            let busy = try SocketClient(port: port)
            let unfinished = String(request.dropLast())  // CR LF is one character.
            busy.send(unfinished)
            let third = try SocketClient(port: port)
            third.send(unfinished)
            let waiting = try SocketClient(port: port)
            waiting.send(request)
            let forIdle = idle.receive()
            busy.send("\r\n")
            return [forIdle, busy.receive(), waiting.receive()]
        }
        #expect(answers[0].isEmpty)
        #expect(answers[1].hasPrefix("HTTP/1.1 401 "))
        #expect(answers[2].hasPrefix("HTTP/1.1 401 "))
    }
}
