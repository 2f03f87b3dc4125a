@testable import Base
@testable import Terminal
@testable import Kernel
@testable import Delivery
@testable import OperatingSystem
import KernelTesting
import Testing

@Suite("A command that reads a secret")
struct CommandDestinationTests {
    @Test("is stopped with its children if it hangs, and the delivery fails")
    func hanging() async throws {
        let world = World(
            environment: Environment(variables: ["PATH": "/usr/bin:/bin"]),
            console: Console(input: ScriptedInput([], isTerminal: false), output: BufferSink(), error: BufferSink()),
            files: InMemoryFileSystem(), clock: FixedClock(), openTransport: { _ in ScriptedTransport([]) })
        let program = Program(name: "garden", version: "1", summary: "A garden", plugins: [])
        let context = Context(program: program, options: CommonOptions(), world: world)
        let destination = CommandDestination(words: ["sh", "-c", "sleep 100000 & wait"], timeout: .milliseconds(200))
        let error = await #expect(throws: CommandError.self) { try await destination.deliver("s3", in: context) }
        #expect(error?.message == "it did not end within 0 s and was stopped")
    }
}
