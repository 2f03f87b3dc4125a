@testable import Kernel
import KernelTesting
import Support
import Testing

@Suite("An uninterrupted step")
struct UninterruptedTests {
    struct Torn: Command {
        static let configuration = CommandConfiguration("torn", summary: "Be cancelled in a step", effect: .changes)

        func run(in context: Context) async throws {
            let (steps, step) = AsyncStream.makeStream(of: Void.self)
            let (permissions, permission) = AsyncStream.makeStream(of: Void.self)
            let work = Task {
                try await context.uninterrupted("the step") {
                    step.finish()
                    for await _ in permissions {}
                    try context.output.text("finished")
                }
            }
            for await _ in steps {}
            work.cancel()
            permission.finish()
            try await work.value
        }
    }

    struct Late: Command {
        static let configuration = CommandConfiguration("late", summary: "Be cancelled before", effect: .changes)

        func run(in context: Context) async throws {
            withUnsafeCurrentTask { $0?.cancel() }
            try await context.uninterrupted("the step") { try context.output.text("began") }
        }
    }

    enum Steps: Plugin {
        static let manifest = PluginManifest("steps", summary: "Steps")
        static let mounts = [Mount(commands: [Torn.self, Late.self])]
    }

    @Test("runs to its end, and tells the person what is happening")
    func torn() async throws {
        let result = try await CommandTest(.test, Steps.self).run("torn")
        #expect(result.stdout == "finished\n")
        #expect(result.stderr.hasPrefix("warning: the step will finish first"))
    }

    @Test("does not start after a cancellation")
    func late() async throws {
        let work = Task { try await CommandTest(.test, Steps.self).run("late") }
        let result = try await work.value
        #expect(result.exitCode == .interrupted)
        #expect(result.stdout == "")
    }
}
