import Kernel
import OperatingSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A private file that holds the secret and nothing else.
struct FileDestination: Destination {
    let path: String

    var label: String { "the file \(path)" }

    func check(size: Int, in context: Context) throws {
        try context.files.requireReplaceable(path, size: size, try manner(in: context))
    }

    func deliver(_ secret: String, in context: Context) async throws {
        try context.files.replace(path, with: Data(secret.utf8), try manner(in: context))
    }

    /// An existing file keeps its owner, who may be the service that reads it.
    private func manner(in context: Context) throws -> FileReplacement {
        var manner = try FileReplacement.ofOthers(.keptPrivate, in: context)
        manner.followsLinks = false
        return manner
    }
}
