import AstroAPI
import Kernel

extension Context {
    /// Makes a change of a token and logs what became of it.
    func audited<Result>(_ action: String, _ token: APIToken, _ change: () async throws -> Result) async throws
        -> Result
    {
        do {
            let result = try await change()
            audit.add(action, token.id)
            return result
        } catch {
            audit.add(action, token.id, outcome: error.auditOutcome)
            throw error
        }
    }
}

extension Error {
    /// How the log tells of it.
    var auditOutcome: String {
        let words = CommandError(describing: self).message
        return leavesOutcomeOpen ? "unknown: \(words)" : "failed: \(words)"
    }
}
