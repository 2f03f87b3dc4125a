#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A variable for the later steps of a GitHub Actions job, hidden in the job's log.
struct GitHubEnvDestination: Destination {
    let name: String
    /// What the runner is told on stdout before anything else has the secret.
    let mask: @Sendable (String) throws -> Void

    var label: String { "the variable \(name) of the GitHub job" }

    func check(size: Int, in context: Context) throws {
        let path = try path(in: context)
        let before = try context.files.read(path)?.count ?? 0
        try context.files.requireReplaceable(path, size: before + name.utf8.count + size + 80)
    }

    func deliver(_ secret: String, in context: Context) async throws {
        let path = try path(in: context)
        try mask("::add-mask::\(secret)")
        let delimiter = "astro_\(UInt64.random(in: 0...UInt64.max))"
        var content = try context.files.read(path) ?? Data()
        if let last = content.last, last != UInt8(ascii: "\n") { content.append(UInt8(ascii: "\n")) }
        content.append(contentsOf: "\(name)<<\(delimiter)\n\(secret)\n\(delimiter)\n".utf8)
        try context.files.replace(path, with: content, FileReplacement(followsLinks: false))
    }

    private func path(in context: Context) throws -> String {
        guard let path = context.environment["GITHUB_ENV"] else {
            throw CommandError(.failure, "GITHUB_ENV is not set: this is no step of a GitHub job")
        }
        return FilePaths.resolve(path, in: context.environment.workingDirectory)
    }
}
