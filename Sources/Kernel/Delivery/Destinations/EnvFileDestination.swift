#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One variable of a dotenv file; every other byte of the file stays.
struct EnvFileDestination: Destination {
    static let standardName = "ASTRO_API_TOKEN"
    private static let patience = Duration.seconds(10)

    let path: String
    let name: String

    var label: String { "the variable \(name) in \(path)" }

    func check(size: Int, in context: Context) throws {
        let content = try text(in: context)
        try context.files.requireReplaceable(path, size: content.utf8.count + name.utf8.count + 2 * size)
        _ = try DotenvFile(content)
    }

    func deliver(_ secret: String, in context: Context) async throws {
        let lock = FilePaths.join(try context.environment.stateDirectory(), "locks/env-\(path.fingerprint).lock")
        try context.files.withLock(lock, patience: Self.patience) {
            var file = try DotenvFile(try text(in: context))
            file.set(name, to: secret)
            try context.files.replace(path, with: Data(file.text.utf8), FileReplacement(followsLinks: false))
        }
    }

    private func text(in context: Context) throws -> String {
        guard let content = try context.files.read(path) else { return "" }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw CommandError(.failure, "\(path) is not UTF-8 text")
        }
        return text
    }
}
