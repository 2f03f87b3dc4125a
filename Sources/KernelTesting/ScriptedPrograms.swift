public import Kernel
import Synchronization

/// A test's script of programs to run: each run is used once, and different runs may come in any order.
public final class ScriptedPrograms: Sendable {
    /// An expected run, and its result.
    public struct Run: Sendable {
        /// The program's name and its arguments.
        public let words: [String]
        /// The expected standard input; nil matches any.
        public let input: String?
        /// The result.
        public let outcome: Result<ProgramOutcome, CommandError>

        func matches(_ call: ProgramCall) -> Bool {
            words == call.words && (input.map { Array($0.utf8) == call.input } ?? true)
        }
    }

    private struct State {
        var expected: [Run]
        var calls: [ProgramCall] = []
        var unexpected: [ProgramCall] = []
    }

    private let state: Mutex<State>

    init(_ expected: [Run]) { state = Mutex(State(expected: expected)) }

    /// Every run, in order.
    public var calls: [ProgramCall] { state.withLock { $0.calls } }

    /// The difference between the script and the actual runs; nil if there is none.
    var difference: String? {
        let lines = state.withLock { state in
            state.unexpected.map { "not expected: \($0.words.joined(separator: " "))" }
                + state.expected.map { "not run: \($0.words.joined(separator: " "))" }
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    func run(_ call: ProgramCall) throws -> ProgramOutcome {
        let outcome = state.withLock { state -> Result<ProgramOutcome, CommandError>? in
            state.calls.append(call)
            guard let index = state.expected.firstIndex(where: { $0.matches(call) }) else {
                state.unexpected.append(call)
                return nil
            }
            return state.expected.remove(at: index).outcome
        }
        guard let outcome else {
            throw CommandError(.failure, "no test expected '\(call.words.joined(separator: " "))'")
        }
        return try outcome.get()
    }
}

extension CommandTest {
    /// Adds an expected run of a program, and its result.
    ///
    /// - Parameters:
    ///   - words: The program's name and its arguments.
    ///   - input: The expected standard input; nil matches any.
    ///   - output: The program's standard output.
    public mutating func expectProgram(
        _ words: [String], input: String? = nil, output: String = "", exitCode: Int32 = 0
    ) {
        let outcome = ProgramOutcome(exitCode: exitCode, output: Array(output.utf8))
        programs.append(ScriptedPrograms.Run(words: words, input: input, outcome: .success(outcome)))
    }

    /// Adds an expected run of a program that can't be run, such as one that isn't installed.
    public mutating func expectProgram(_ words: [String], failure: CommandError) {
        programs.append(ScriptedPrograms.Run(words: words, input: nil, outcome: .failure(failure)))
    }
}

extension RandomValues {
    /// Returns random values that are the same in every run, for tests.
    public static func seeded(_ seed: UInt64) -> RandomValues {
        let numbers = SharedNumbers(seed)
        return RandomValues { numbers.next() }
    }
}

/// Numbers for several tasks.
private final class SharedNumbers: Sendable {
    private let numbers: Mutex<SeededNumbers>

    init(_ seed: UInt64) { numbers = Mutex(SeededNumbers(seed)) }

    func next() -> UInt64 { numbers.withLock { $0.next() } }
}
