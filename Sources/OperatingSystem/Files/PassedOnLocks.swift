/// Locks that a started program keeps until it ends.
///
/// A command that delivers a value can outlive this process, which may be killed at any moment. Without the lock, another
/// process would deliver a newer value, and the command would write over it.
package enum PassedOnLocks {
    /// The open files of the locks, for the commands that the current task starts.
    @TaskLocal static var files: [Int32] = []
}

extension FileLock {
    /// Runs `body`, whose commands keep the lock until they end, even if this process ends before them.
    package func passedOn<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        guard let lock = self as? LocalFileSystem.HeldLock else { return try await body() }
        return try await PassedOnLocks.$files.withValue(PassedOnLocks.files + [lock.number]) { try await body() }
    }
}
