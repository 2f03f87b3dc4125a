#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The state as bytes.
enum StateFile {
    /// Reads a state, or says how to be rid of a damaged one.
    static func decode(_ content: Data, path: String) throws -> SandboxState {
        do {
            var state = try JSONDecoder().decode(SandboxState.self, from: content)
            state.agentTokens = state.agentTokens ?? Seed.agentTokens
            if state.format == SandboxState.currentFormat { return state }
        } catch {
            // What exactly is wrong with the JSON helps nobody: the way out is the same.
        }
        throw CommandError(
            .failure, "the sandbox's state in \(path) is damaged or of another version; nothing was changed",
            hint: .command("sandbox reset"))
    }
}
