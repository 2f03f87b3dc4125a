#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A file that holds the secret and nothing else, for its owner alone.
struct FileDestination: Destination {
    let path: String

    var label: String { "the file \(path)" }

    func check(size: Int, in context: Context) throws {
        try context.files.requireReplaceable(path, size: size)
    }

    func deliver(_ secret: String, in context: Context) async throws {
        try context.files.replace(path, with: Data(secret.utf8), FileReplacement(followsLinks: false))
    }
}
