import Base
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A variable for the later steps of a GitHub Actions job, masked in the job's log.
struct GitHubEnvDestination: Destination {
    let name: String
    /// Writes the command that masks the secret to stdout, for the runner, before anything else gets the secret.
    let mask: @Sendable (String) throws -> Void

    var label: String { "the variable \(name) of the GitHub job" }

    func check(size: Int, in context: Context) throws {
        try context.files.requireAppendable(try path(in: context), size: name.utf8.count + size + 80)
    }

    func deliver(_ secret: String, in context: Context) async throws {
        let path = try path(in: context)
        try mask("::add-mask::\(Self.escaped(secret))")
        let delimiter = "value_\(UInt64.random(in: 0...UInt64.max))"
        // Other steps append to the file at the same time, so it is never rewritten.
        let start = try endsWithLine(path, context) ? "" : "\n"
        let block = "\(start)\(name)<<\(delimiter)\n\(secret)\n\(delimiter)\n"
        try context.files.appendShared(Data(block.utf8), to: path)
    }

    /// Returns whether the file ends with a line break.
    private func endsWithLine(_ path: String, _ context: Context) throws -> Bool {
        guard context.files.target(of: path).kind == .plainFile else { return true }
        // If the file is append-only for us, start a new line to be safe.
        guard let last = try? context.files.read(path) else { return false }
        return last.isEmpty || last.last == UInt8(ascii: "\n")
    }

    /// Returns a value escaped for the runner's commands, which are one line each.
    private static func escaped(_ secret: String) -> String {
        secret.escaping { ["%": "%25", "\r": "%0D", "\n": "%0A"][$0] }
    }

    private func path(in context: Context) throws -> String {
        guard let path = context.environment["GITHUB_ENV"] else {
            throw CommandError(.failure, "GITHUB_ENV is not set; --to-github-env works only in a GitHub Actions step")
        }
        return FilePaths.resolve(path, in: context.environment.workingDirectory)
    }
}
