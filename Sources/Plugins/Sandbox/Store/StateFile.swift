#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The encoding of the state file.
enum StateFile {
    /// Returns the state as JSON, followed by a few line breaks.
    ///
    /// Their number differs between revisions, and so does the file's size: two writes within one tick of the file
    /// system's clock, with a reused inode number, would otherwise look like one version.
    static func encode(_ state: SandboxState) throws -> Data {
        try json(state) + Data(repeating: 0x0A, count: 1 + state.revision % 64)
    }

    /// Decodes a state, or throws an error that says how to get rid of a damaged one.
    static func decode(_ content: Data, path: String) throws -> SandboxState {
        // The exact error in the JSON doesn't matter: the remedy is the same.
        guard var state = try? JSONDecoder().decode(SandboxState.self, from: content),
            state.format == SandboxState.currentFormat
        else { throw damaged(path) }
        state.agentTokens = state.agentTokens ?? Seed.agentTokens
        return state
    }

    /// Returns the error for a file with no state, or one of another version.
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
