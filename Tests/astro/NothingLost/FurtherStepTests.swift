import AstroAPI
import Foundation
import Kernel
import Support
import Testing

@testable import Sandbox

/// The next steps of people after a delivery failed, or while one is in progress.
@Suite("After an undelivered value")
struct FurtherStepTests {
    static let place = "--deployment \(ServedSandbox.production)"
    static let failing = "--to-command false"

    let sandbox: ServedSandbox
    let world: BuiltProgram
    let old = ServedSandbox.token

    init() async throws {
        sandbox = try await ServedSandbox()
        world = try sandbox.client()
    }

    /// The token that replaces the old one.
    private var new: String {
        get throws { try #require(try sandbox.tokens(named: "CI deploy").last { $0.id != old }?.id) }
    }

    private func run(_ line: String, exits code: Int32, at location: SourceLocation = #_sourceLocation) async throws {
        let outcome = try await world.run(ShellWords.split("deployment token \(line)"))
        #expect(outcome.exitCode == code, "\(line): \(outcome.stderr)", sourceLocation: location)
    }

    private func file(_ name: String) throws -> String {
        try String(contentsOf: world.home.appending(path: name), encoding: .utf8)
    }

    @Test("an overlap cannot be canceled while its value is being delivered")
    func cancelMeanwhile() async throws {
        // The delivery's command takes up to a minute, in which the other program must run.
        try await ProgramTurns.tests.take { try await cancelDuringDelivery() }
    }

    private func cancelDuringDelivery() async throws {
        let wait = "cat > vault; touch started; while [ ! -e go ]; do sleep 0.02; done"
        let deliver = "--to-command 'sh -c \"\(wait)\"' --timeout 600"
        let line = "deployment token rotate \(old) \(Self.place) -f --overlap 0 \(deliver)"
        let said = world.home.appending(path: "said")
        let rotation = try world.program(ShellWords.split(line)).start(stderr: .writing(said))
        let started = world.home.appending(path: "started").path()
        while !FileManager.default.fileExists(atPath: started) { try await Task.sleep(for: .milliseconds(10)) }
        try await run("overlap cancel \(new) -f", exits: 1)
        _ = FileManager.default.createFile(atPath: world.home.appending(path: "go").path(), contents: nil)
        let code = try await rotation.exitCode()
        let words = try String(contentsOf: said, encoding: .utf8)
        #expect(code == 0, "\(words)")
        #expect(try sandbox.value(of: new) == file("vault"))
        #expect(try sandbox.tokens(named: "CI deploy").count == 1)
    }

    @Test("a later rotation of the same token replaces the undelivered value")
    func rotatedLater() async throws {
        try await run("rotate \(old) \(Self.place) -f --overlap manual \(Self.failing)", exits: 8)
        let new = try new
        try await run("rotate \(new) \(Self.place) -f --to-file current", exits: 0)
        try await run("recover \(new) --to-file current", exits: 4)
        #expect(try sandbox.value(of: new) == file("current"))
        try await run("overlap finish \(new)", exits: 0)
        #expect(try sandbox.value(of: new) == file("current"))
    }

    @Test("a value that another machine replaced is not delivered, and the token gets a new one")
    func rotatedElsewhere() async throws {
        try await run("rotate \(old) \(Self.place) -f --overlap 7d \(Self.failing)", exits: 8)
        let new = try new
        _ = try await sandbox.client().run(["deployment", "token", "rotate", new, "-f"] + ShellWords.split(Self.place))
        try await run("rotate \(old) \(Self.place) -f --overlap 7d --to-file current", exits: 0)
        #expect(try sandbox.value(of: new) == file("current"))
    }

    @Test("a value that another machine replaced is not recovered, and nothing leads to it any more")
    func recoveredElsewhere() async throws {
        try await run("rotate \(old) \(Self.place) -f \(Self.failing)", exits: 8)
        _ = try await sandbox.client().run(["deployment", "token", "rotate", old, "-f"] + ShellWords.split(Self.place))
        let outcome = try await world.run(
            ShellWords.split("deployment token recover \(old) --to-file current --to-command 'touch given'"))
        #expect(outcome.exitCode == 1, "\(outcome.stderr)")
        #expect(
            outcome.stderr.contains(
                "the saved value of the token 'CI deploy' (\(old)) no longer works: the token was rotated since; "
                    + "nothing was delivered"), "\(outcome.stderr)")
        let left = try FileManager.default.subpathsOfDirectory(atPath: world.home.path())
        #expect(!left.contains { ["current", "given", ".astro/recovery/\(old).json"].contains($0) }, "\(left)")
        let listed = try await world.run(["deployment", "token", "list"] + ShellWords.split(Self.place))
        #expect(listed.exitCode == 0 && !listed.stderr.contains("recover"), "\(listed.stderr)")
    }

    @Test("the old token is kept while the new one's latest value is undelivered")
    func finishUndelivered() async throws {
        try await run("rotate \(old) \(Self.place) -f --overlap manual --to-file first", exits: 0)
        let new = try new
        try await run("rotate \(new) \(Self.place) -f \(Self.failing)", exits: 8)
        try await run("overlap finish \(new)", exits: 1)
        #expect(try sandbox.tokens(named: "CI deploy").count == 2)
    }

    @Test("the last command decides when the old token is deleted")
    func anotherTime() async throws {
        try await run("rotate \(old) \(Self.place) -f --overlap 0 \(Self.failing)", exits: 8)
        try await run("rotate \(old) \(Self.place) -f --overlap 7d --to-file current", exits: 0)
        try await run("overlap finish", exits: 0)
        #expect(try sandbox.tokens(named: "CI deploy").count == 2)
    }

    @Test("a value that fails twice is found by the ID in the hint")
    func twice() async throws {
        try await run("create -n made -r DEPLOYMENT_ADMIN \(Self.place) \(Self.failing)", exits: 8)
        let made = try #require(try sandbox.tokens(named: "made").first?.id)
        try await run("rotate \(made) \(Self.place) -f \(Self.failing)", exits: 8)
        try await run("recover \(made) --to-file current", exits: 0)
        #expect(try sandbox.value(of: made) == file("current"))
    }

    @Test("another request creates another token, and keeps the first one's value")
    func anotherRequest() async throws {
        try await run("create -n made -r DEPLOYMENT_ADMIN -d first \(Self.place) \(Self.failing)", exits: 8)
        try await run("create -n made -r DEPLOYMENT_ADMIN -e 5 -d second \(Self.place) --to-file second", exits: 0)
        let made = try sandbox.tokens(named: "made")
        #expect(made.map(\.token.description) == ["first", "second"])
        #expect(made.last?.token.endAt != nil)
        #expect(try made.last?.secret == file("second"))
        try await run("recover --to-file first", exits: 0)
        #expect(try made.first?.secret == file("first"))
    }
}
