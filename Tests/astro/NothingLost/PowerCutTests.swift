import Foundation
import Kernel
import Support
import Testing

/// What must be on the disk, even if the machine fails, before anything irreversible is done.
@Suite("A record that survives a power cut", .needs("strace"))
struct PowerCutTests {
    static let rotate = "deployment token rotate \(ServedSandbox.token) --deployment \(ServedSandbox.production) -f"
    static let record = ".astro/recovery/\(ServedSandbox.token).json"

    let sandbox: ServedSandbox
    let world: BuiltProgram

    init() async throws {
        sandbox = try await ServedSandbox()
        world = try sandbox.client()
    }

    /// The calls of a run, in order, with the paths of their files.
    private func calls(_ line: String) async throws -> [String] {
        let trace = world.home.appending(path: "trace")
        let outcome = try await world.shell(
            "\(Tools.strace) -f -qq -y -s 64 -o \(trace.path()) -e trace=fsync,fdatasync,sendto,rename,unlink,pwrite64 \(line)"
        )
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        return try String(contentsOf: trace, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private func index(_ calls: [String], _ words: String...) throws -> Int {
        try #require(
            calls.firstIndex { call in words.allSatisfy(call.contains) }, "\(words) in \(calls.joined(separator: "\n"))"
        )
    }

    @Test("is on the disk with every new folder before any request")
    func beforeRequest() async throws {
        let calls = try await calls("astro \(Self.rotate)")
        let request = try index(calls, "sendto(", "POST ")
        let home = world.home.resolvingSymlinksInPath().path()
        let trimmed = home.hasSuffix("/") ? String(home.dropLast()) : home
        let written = try index(calls, "fsync(", "\(Self.record)>")
        let folder = try #require(
            calls[written..<request].firstIndex { $0.contains("fsync(") && $0.contains("/.astro/recovery>") })
        #expect(written < folder)
        #expect(try index(calls, "fsync(", "/.astro>") < request)
        #expect(try index(calls, "fsync(", "<\(trimmed)>") < request)
    }

    @Test("has the value on the disk before the value is delivered")
    func beforeDelivery() async throws {
        let calls = try await calls("astro \(Self.rotate) --to-file new")
        let kept = try index(calls, "fdatasync(", "\(Self.record)>")
        #expect(try index(calls, "sendto(", "POST ") < kept)
        #expect(try kept < #require(calls.lastIndex { $0.contains("rename(") && $0.contains("/new\"") }))
    }

    @Test("is kept until the file behind stdout is on the disk")
    func stdout() async throws {
        let calls = try await calls("astro \(Self.rotate) > out")
        #expect(try index(calls, "fsync(1<", "/out>") < index(calls, "unlink(", Self.record))
    }

    @Test(
        "concerns only its own token if it is malformed, and is set aside with a warning",
        arguments: ["", "\n\n", "rubbish", "{}", "\u{0}\u{0}\u{0}", #"{"name": 5}"#])
    func unreadable(content: String) async throws {
        let other = "ctoken0000000000retired0"
        let folder = world.home.appending(path: ".astro/recovery")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let record = world.home.appending(path: Self.record)
        // A record of something else is none of this token, either.
        try Data(content.utf8).write(to: record)
        try Data(content.utf8).write(to: folder.appending(path: "\(other).json"))

        let outcome = try await world.run(ShellWords.split("\(Self.rotate) --to-file new"))
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let value = try #require(try sandbox.value(of: ServedSandbox.token))
        try Leftovers(home: world.home, outcomes: [outcome]).expect(value, in: [.file("new")], content)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        #expect(left.count == 2 && left.allSatisfy { $0.hasSuffix(".unreadable") }, "\(left)")
        for name in left {
            #expect(FileManager.default.contents(atPath: folder.path() + "/" + name) == Data(content.utf8))
            #expect(outcome.stderr.contains("is now called \(folder.path())/\(name)"), "\(outcome.stderr)")
        }
        // It is reported once.
        #expect(try await !world.run(ShellWords.split("deployment token recover --list")).stderr.contains("called"))
    }

    @Test("that is malformed does not prevent the recovery of others")
    func unreadableOther() async throws {
        #expect(try await world.shell("astro \(Self.rotate) > /dev/full").exitCode == 8)
        let other = world.home.appending(path: ".astro/recovery/other.json")
        try Data().write(to: other)
        let outcome = try await world.run(ShellWords.split("deployment token recover --to-file new"))
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        #expect(outcome.stderr.contains("other.json"))
        let value = try #require(try sandbox.value(of: ServedSandbox.token))
        try Leftovers(home: world.home, outcomes: [outcome]).expect(value, in: [.file("new")], "")
    }
}
