import Base
import Kernel
import OperatingSystem

/// The locks with which workers take turns at the items of a plan.
///
/// Workers of one machine share the state folder, and others may share the folder of receipts. A worker that delivered
/// late and was killed would otherwise leave its dead value under another's receipt.
package struct ItemLocks: Sendable {
    /// Ctrl-C ended the wait for another worker.
    package struct WaitInterrupted: Error {}

    /// A folder for the locks of this machine's workers, and another if they share their receipts.
    private let folder: String
    private let sharedFolder: String?
    private let files: any FileSystem
    private let output: Output

    private static let patience = Duration.seconds(300)

    /// - Parameter receipts: The plan's folder of receipts; nil if no other machine uses it.
    init(sharedIn receipts: String?, _ context: Context) throws {
        folder = try StateFolder(context.environment).locks
        sharedFolder = receipts.map { FilePaths.join($0, "locks") }
        files = context.files
        output = context.output
    }

    /// Does something to an item while no other worker does.
    ///
    /// - Parameter label: The item in messages.
    /// - Throws: ``WaitInterrupted``; ``CommandError`` after five minutes; what `body` throws.
    package func alone<Result: Sendable>(
        _ id: String, called label: String, _ body: () async throws -> Result
    ) async throws -> Result {
        let own = try await lock(FilePaths.join(folder, "apply-\(id.fingerprint).lock"), label)
        defer { own.release() }
        let shared = try await sharedLock(id, label)
        defer { shared?.release() }
        return try await own.passedOn {
            guard let shared else { return try await body() }
            return try await shared.passedOn(body)
        }
    }

    /// Returns the lock among the workers that share their receipts, if there are such locks.
    private func sharedLock(_ id: String, _ label: String) async throws -> (any FileLock)? {
        guard let sharedFolder else { return nil }
        do {
            return try await lock(FilePaths.join(sharedFolder, Self.name(of: id)), label)
        } catch let error as FileError where error.reason == .noLocks {
            return nil
        }
    }

    private func lock(_ path: String, _ label: String) async throws -> any FileLock {
        do {
            return try await files.lock(path, patience: Self.patience) {
                output.notice("Waiting for another worker on the token \(label).")
            }
        } catch is CancellationError {
            throw WaitInterrupted()
        } catch let error as FileError where error.reason == .locked {
            throw CommandError(.failure, "another worker has been on it for five minutes; nothing was changed")
        }
    }

    /// Checks whether shared locks can be taken, and warns if there are none.
    func requireShared() throws {
        guard let sharedFolder else { return }
        let probe = FilePaths.join(sharedFolder, Self.name(of: "probe"))
        do throws(FileError) {
            try files.tryLock(probe)?.release()
        } catch {
            guard error.reason == .noLocks else { throw error }
            output.warning(
                "the file system of \(sharedFolder) has no locks, so two workers that share it may rotate a token at the "
                    + "same time")
        }
        try files.remove(probe)
    }

    // The ID comes from a file: it must not lead out of the folder.
    private static func name(of id: String) -> String { "\(id.asciiName(allowing: "-_")).lock" }
}
