@testable import Base
@testable import Terminal
@testable import Kernel
import Foundation

/// Commands that end in every way.
enum Probe {
    struct Show: Command {
        static let configuration = CommandConfiguration("show", summary: "Show a thing")
        static let fields = ["id", "name"]
        @Flag("f", help: "Do not ask") var force = false
        func run(in context: Context) async throws {
            _ = try await context.http.send(HTTPRequest(.get, context.auth.baseURL().appending(path: "thing")))
            try context.output.list([Thing(id: "1", name: "one")], key: "things", columns: Thing.columns, none: "None.")
        }
    }

    struct Change: Command {
        static let configuration = CommandConfiguration("change", summary: "Change a thing", effect: .changes)
        func run(in context: Context) async throws { try context.output.text("changed") }
    }

    struct Fail: Command {
        static let configuration = CommandConfiguration("fail", summary: "Fail in some way")
        @Argument("CODE", help: "The exit code") var code: Int
        @Flag("f", help: "Do not ask") var force = false
        func run(in context: Context) async throws {
            guard let exitCode = ExitCode(rawValue: Int32(code)) else { throw Odd() }
            throw CommandError(exitCode, "it failed", hint: "try again", requestID: "req-7")
        }
    }

    struct Interrupt: Command {
        static let configuration = CommandConfiguration("interrupt", summary: "Be interrupted")
        func run(in context: Context) async throws { throw CancellationError() }
    }

    struct Contrary: Command {
        static let configuration = CommandConfiguration("contrary", summary: "Contradict itself")
        @Flag(help: "Up") var up = false
        @Flag(help: "Down") var down = false
        func validate() throws {
            if up, down { throw CommandError.usage("--up and --down contradict each other") }
        }
        func run(in context: Context) async throws {
            if down { throw CommandError.usage("there is no way down") }
            try context.output.text("moved")
        }
    }

    struct Odd: Error, CustomStringConvertible {
        var description: String { "odd \u{1B}[31m" }
    }

    struct Thing: Codable {
        let id: String
        let name: String
        static let columns = [Column<Thing>("id", "ID") { $0.id }, Column<Thing>("name", "NAME") { $0.name }]
    }

    enum Probes: Plugin {
        static let manifest = PluginManifest("probes", summary: "Probes")
        static let mounts = [
            Mount(commands: [
                Show.self, Change.self, Fail.self, Interrupt.self, Contrary.self,
            ])
        ]
    }
}
