import Support

@testable import Base
@testable import Terminal
@testable import Kernel
@testable import OperatingSystem
@testable import TabCompletion
import Foundation
import KernelTesting
import Testing

@Suite("The cache of completions")
struct CompletionCacheTests {
    static let line = "tree plant --garden-id "
    static let folder = "/home/test/.astro/cache/completion/"

    static func filesAfter(_ test: CommandTest) async throws -> [String: String] {
        try await test.filesAfterCompletion(of: line)
    }

    /// Completes in a second world with the files of the first.
    func askAgain(_ first: CommandTest, in second: CommandTest) async throws -> [String] {
        var second = second
        second.files = try await Self.filesAfter(first)
        return try await second.completions(of: Self.line).map(\.value)
    }

    @Test("answers for half a minute without a request")
    func remembered() async throws {
        var second = Orchard.test()
        second.clock = FixedClock(second.clock.now + 29)
        #expect(try await askAgain(Orchard.test("g1=Kitchen"), in: second) == ["g1"])
    }

    @Test("expires after that, or when the clock was set back, and the old answer is removed")
    func forgotten() async throws {
        for seconds in [31.0, -31] {
            var second = Orchard.test("g2")
            second.files = try await Self.filesAfter(Orchard.test("g1"))
            let before = Set(second.files.keys)
            second.clock = FixedClock(second.clock.now + seconds)
            let after = try await Self.filesAfter(second)
            #expect(before.count == 1 && after.count == 1 && before.isDisjoint(with: after.keys))
        }
    }

    @Test(
        "has no answer for another server, Organization, credential or value",
        arguments: [
            ("ASTRO_DOMAIN", "example.com"), ("ASTRO_ORGANIZATION_ID", "other"), ("GARDEN", "roses"),
            ("ASTRO_API_TOKEN", "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2lnbg"),
        ])
    func others(variable: String, value: String) async throws {
        var second = Orchard.test("g2")
        second.variables[variable] = value
        #expect(try await askAgain(Orchard.test("g1"), in: second) == ["g2"])
    }

    @Test("holds no credential, in a file whose name reveals nothing")
    func secrecy() async throws {
        let files = try await Self.filesAfter(Orchard.test("g1=Kitchen"))
        let (path, text) = try #require(files.first)
        #expect(text == "g1\tKitchen\n")
        let name = try #require(path.hasPrefix(Self.folder) ? path.dropFirst(Self.folder.count) : nil)
        #expect(name.allSatisfy { $0.isHexDigit || $0 == "." })
    }

    @Test("is the only file that completion writes")
    func nothingElse() async throws {
        var test = Orchard.test("g1")
        test.files["/home/test/.astro/config.yaml"] = "context: example.com\n"
        #expect(
            try await Self.filesAfter(test).keys.filter { !$0.hasPrefix(Self.folder) } == [
                "/home/test/.astro/config.yaml"
            ])
        let console = Console(
            input: ScriptedInput([], isTerminal: false), output: BufferSink(), error: BufferSink())
        let world = World(
            environment: Environment(variables: ["HOME": "/h"], names: Service.test.names), console: console,
            files: InMemoryFileSystem(["/h/.astro/config.yaml": ""], allowsWriting: true), clock: FixedClock(),
            openTransport: { _ in ScriptedTransport([]) }
        ).observing(test.program.registry)
        for path in ["config.yaml", "config.yaml.lock", "locks/x", "cache", "toys/x", "recovery/x"] {
            #expect(throws: FileError.self) { try world.files.replace("/h/.astro/\(path)", with: Data()) }
            #expect(throws: FileError.self) { try world.files.appendLine(Data(), to: "/h/.astro/\(path)") }
            #expect(throws: FileError.self) { try world.files.remove("/h/.astro/\(path)") }
            #expect(throws: FileError.self) { _ = try world.files.tryLock("/h/.astro/\(path)") }
            #expect(throws: FileError.self) { try world.files.requireReplaceable("/h/.astro/\(path)", size: 1) }
            #expect(throws: FileError.self) {
                try world.files.withLock("/h/.astro/\(path)", patience: .zero) {}
            }
        }
        try world.files.replace("/h/.astro/toy/state", with: Data())
        await #expect(throws: CancellationError.self) { try await world.clock.sleep(for: .seconds(1)) }
    }
}
