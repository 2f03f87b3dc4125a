package import Kernel

extension Context {
    /// Makes a change on the server and logs what became of it.
    ///
    /// - Parameters:
    ///   - action: What is done, in one word.
    ///   - subject: The ID of what is changed.
    package func audited<Result>(
        _ action: String, _ subject: String, _ change: () async throws -> Result
    ) async throws -> Result {
        do {
            let result = try await change()
            audit.add(action, subject)
            return result
        } catch {
            audit.add(action, subject, outcome: error.auditOutcome)
            throw error
        }
    }
}

extension Error {
    /// Whether the server may have done what it was asked to all the same.
    package var leavesOutcomeOpen: Bool {
        if self is any UnknownOutcome { return true }
        return (self as? APIError).map { $0.status >= 500 } ?? false
    }

    /// How the log tells of it.
    package var auditOutcome: String {
        let words = CommandError(describing: self).message
        return leavesOutcomeOpen ? "unknown: \(words)" : "failed: \(words)"
    }
}
