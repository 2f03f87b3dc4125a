import Foundation
import Kernel
import Support
import Testing

/// Answers that are corrupted in the same way each time, read by the built program.
@Suite("An unexpected answer to the built program")
struct OddAnswerTests {
    static let id = "ctoken00000000000cideploy"
    static let value = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.bmV3dmFsdWU"
    static let token = """
        {"id": "\(id)", "scope": "DEPLOYMENT", "roles": [{"entityId": "\(ServedSandbox.production)", "entityType": "DEPLOYMENT",
        "role": "DEPLOYMENT_ADMIN"}], "token": "\(value)", "name": "CI deploy", "description": "for CI", "kind": "STANDARD",
        "shortToken": "abc", "createdAt": "2026-01-05T10:00:00Z", "updatedAt": "2026-01-05T10:00:00Z",
        "startAt": "2026-01-05T10:00:00Z"}
        """

    /// The result of a rotation if the server answers every request with this body.
    private func rotate(_ body: [UInt8], status: String = "200 OK") async throws -> BuiltProgram.Outcome {
        let head = "HTTP/1.1 \(status)\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        let server = try ScriptedServer(always: Array(head.utf8) + body)
        var world = try BuiltProgram()
        world.variables = ServedSandbox.variables(
            url: server.url, credential: "eyJhbGciOiJub25lIn0.eyJwZXJtaXNzaW9ucyI6W119.c2ln")
        return try await world.run(
            ShellWords.split(
                "deployment token rotate \(Self.id) -f --deployment \(ServedSandbox.production) --organization corganization000000000000"
            ))
    }

    @Test(
        "with a value in it delivers the value",
        arguments: [
            token.replacing("\"for CI\"", with: "null"), token + "\0 and more", "\u{FEFF}" + token,
            token.replacing("\"CI deploy\"", with: "\"\\ud800\""), token.replacing("\"STANDARD\"", with: "[1e999]"),
            token.replacing("\"2026-01-05T10:00:00Z\"", with: "0"),
        ])
    func delivered(body: String) async throws {
        let outcome = try await rotate(Array(body.utf8))
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stdout == Self.value + "\n")
    }

    @Test("with invalid UTF-8 delivers the value")
    func notUTF8() async throws {
        let body = Array(Self.token.replacing("CI deploy", with: "CI ~").utf8).map {
            $0 == UInt8(ascii: "~") ? 0xFE : $0
        }
        let outcome = try await rotate(body)
        #expect(outcome.stdout == Self.value + "\n")
        #expect(outcome.stderr.contains("'CI \u{FFFD}'"))
    }

    @Test("with a value and another 2xx status delivers the value", arguments: ["201 Created", "202 Accepted"])
    func statuses(status: String) async throws {
        #expect(try await rotate(Array(Self.token.utf8), status: status).stdout == Self.value + "\n")
    }

    @Test("with corrupted bytes ends with a message, and yields no other value than its own", arguments: 0..<24)
    func spoiled(seed: Int) async throws {
        var body = Array(Self.token.utf8)
        let member = try #require(body.firstRange(of: Array("\"token\"".utf8))).lowerBound
        let end = try #require(body.firstRange(of: Array("\"name\"".utf8))).lowerBound
        var number = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        for _ in 0..<3 {
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let place = Int(number >> 33) % body.count
            if !(member - 2..<end).contains(place) { body[place] = UInt8(truncatingIfNeeded: number >> 20) }
        }
        let outcome = try await rotate(body)
        #expect(outcome.exitCode < 128, "\(outcome.stderr)")
        #expect(outcome.stdout.isEmpty || outcome.stdout == Self.value + "\n")
        #expect((outcome.exitCode == 0) == !outcome.stdout.isEmpty, "\(outcome.stderr)")
        #expect(outcome.exitCode != 8, "\(outcome.stderr)")
    }
}
