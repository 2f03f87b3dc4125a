import Kernel
import Synchronization

/// The output of one call, kept in memory.
final class CapturedStream: ByteSink {
    private struct State {
        var bytes: [UInt8] = []
        /// The part that the person has seen.
        var shown = 0
    }

    private let state = Mutex(State())
    private static let longest = 64 << 20

    let isTerminal = false
    let columns: Int? = nil
    let isBroken = false

    func write(_ bytes: [UInt8]) throws(StreamError) {
        let fits = state.withLock { state in
            guard state.bytes.count + bytes.count <= Self.longest else { return false }
            state.bytes += bytes
            return true
        }
        if !fits { throw .system("it is longer than 64 MiB") }
    }

    var bytes: [UInt8] { state.withLock(\.bytes) }

    /// All lines so far.
    var lines: [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.trimmed }.filter { !$0.isEmpty }
    }

    /// Returns the lines since the previous call.
    func takeNew() -> [String] {
        let new = state.withLock { state in
            defer { state.shown = state.bytes.count }
            return Array(state.bytes[state.shown...])
        }
        return String(decoding: new, as: UTF8.self).split(separator: "\n").map { $0.trimmed }.filter { !$0.isEmpty }
    }
}

/// An empty input, since nobody types anything.
struct EmptyInput: LineSource {
    var isTerminal: Bool { false }
    func readLine() async throws -> String? { nil }
    func readToEnd(limit: Int) async throws -> [UInt8] { [] }
}
