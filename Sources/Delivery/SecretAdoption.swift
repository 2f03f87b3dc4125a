import Base
import Kernel

/// Code that uses a new secret before it is delivered, for example to renew the login.
///
/// The secret is already saved at that point, so a failure only causes a warning.
public struct SecretAdoption: Sendable {
    /// The name in messages, such as `the login to platform.example`.
    package let label: String
    /// What to do with the new secret if it wasn't adopted.
    package let remedy: Hint
    private let check: @Sendable () async throws -> Void
    private let adopt: @Sendable (_ secret: String) async throws -> Void

    /// Describes how a secret is used.
    ///
    /// - Parameters:
    ///   - label: The name of what uses the secret, in messages, such as `the login to platform.example`.
    ///   - remedy: What to do with the new secret if using it fails.
    ///   - check: Throws if a secret couldn't be used; runs before one is requested.
    ///   - adopt: Uses the secret.
    public init(
        label: String, remedy: Hint, check: @escaping @Sendable () async throws -> Void,
        adopt: @escaping @Sendable (_ secret: String) async throws -> Void
    ) {
        (self.label, self.remedy, self.check, self.adopt) = (label, remedy, check, adopt)
    }

    /// - Throws: ``CommandError`` if the secret couldn't be adopted; nothing was requested yet.
    func requirePossible() async throws {
        do {
            try await check()
        } catch let error as CancellationError {
            throw error
        } catch {
            let error = CommandError(describing: error)
            throw CommandError(
                .failure, "\(label) could not take the new value: \(error.cause); nothing was changed",
                hint: error.hint)
        }
    }

    /// Uses a secret; returns the reason if that failed.
    package func perform(_ secret: String) async -> String? {
        do {
            try await adopt(secret)
            return nil
        } catch {
            return CommandError(describing: error).cause
        }
    }
}
