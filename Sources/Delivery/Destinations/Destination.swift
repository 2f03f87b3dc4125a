import Base
import Kernel
import OperatingSystem

/// A destination of a secret, besides stdout.
protocol Destination: Sendable {
    /// The name in messages, such as `the file /run/secret`.
    var label: String { get }

    /// Checks whether the delivery could fail, before the secret is created.
    ///
    /// - Parameter size: The maximum size of the secret in bytes.
    /// - Throws: An error that says what is wrong with the destination; nothing was left there.
    func check(size: Int, in context: Context) throws

    /// Delivers the secret, completely or not at all.
    ///
    /// - Throws: An error that says why it wasn't delivered.
    func deliver(_ secret: String, in context: Context) async throws
}

extension Destination {
    /// Returns the sentence about a failed delivery; a cause that starts with "it" is about the destination.
    func failure(_ cause: String) -> String {
        cause.hasPrefix("it ") ? label + cause.dropFirst(2) : "\(label): \(cause)"
    }
}

/// A destination for a value that nobody wants: `/dev/null`.
struct NullDestination: Destination {
    let path: String

    var label: String { "the file \(path)" }

    func check(size: Int, in context: Context) throws {}
    func deliver(_ secret: String, in context: Context) async throws {}
}

extension FileReplacement {
    /// Returns how a shared file is written; meanwhile, its old content may be saved next to this program's secrets.
    static func ofOthers(_ sharing: Sharing, in context: Context) throws -> FileReplacement {
        FileReplacement(sharing: sharing, spareFolder: try StateFolder(context.environment).recovery)
    }
}
