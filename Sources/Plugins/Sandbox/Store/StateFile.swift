#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The state as bytes.
enum StateFile {
    /// Returns the state as JSON, with a few line ends behind it.
    ///
    /// Their number changes from one revision to the next, and so the file's size: two writes within one tick of
    /// the file system's clock, with an inode number used again, would otherwise look like one version.
    static func encode(_ state: SandboxState) throws -> Data {
        try json(state) + Data(repeating: 0x0A, count: 1 + state.revision % 64)
    }

    /// Reads a state, or says how to be rid of a damaged one.
    static func decode(_ content: Data, path: String) throws -> SandboxState {
        // What exactly is wrong with the JSON helps nobody: the way out is the same.
        guard var state = try? JSONDecoder().decode(SandboxState.self, from: content),
            state.format == SandboxState.currentFormat
        else { throw damaged(path) }
        state.agentTokens = state.agentTokens ?? Seed.agentTokens
        return state
    }

    /// The error for a file that holds no state, or none of this version.
    static func damaged(_ path: String) -> CommandError {
        CommandError(
            .failure, "the sandbox's state in \(path) is damaged or of another version; nothing was changed",
            hint: .command("sandbox reset"))
    }

    /// Returns JSON on one line.
    static func json(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return try encoder.encode(value)
    }
}
