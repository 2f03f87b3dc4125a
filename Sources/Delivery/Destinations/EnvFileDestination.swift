import Base
import Kernel
import OperatingSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One variable of a dotenv file; every other byte of the file is kept.
struct EnvFileDestination: Destination {
    /// The default variable: the one that the program itself reads a token from.
    static func standardName(_ environment: Environment) -> String { environment.names.variable("API_TOKEN") }

    private static let patience = Duration.seconds(10)

    let path: String
    let name: String

    var label: String { "the variable \(name) in \(path)" }

    func check(size: Int, in context: Context) throws {
        let manner = try FileReplacement.ofOthers(.kept, in: context)
        // A missing file can't be locked without creating it.
        guard context.files.target(of: path).kind != .nothing else {
            return try context.files.requireReplaceable(path, size: name.utf8.count + 2 * size)
        }
        try alone(in: context) {
            let content = try content(in: context, manner)
            _ = try DotenvFile(content).setting(name, to: "")
            let room = content.count + name.utf8.count + 2 * size
            try context.files.requireReplaceable(path, size: room, manner)
        }
    }

    func deliver(_ secret: String, in context: Context) async throws {
        let manner = try FileReplacement.ofOthers(.kept, in: context)
        try alone(in: context) {
            let content = try DotenvFile(try content(in: context, manner)).setting(name, to: secret)
            try context.files.replace(path, with: Data(content), manner)
        }
    }

    /// Runs `body` under the file's lock; if the file system has no locks, only this user's runs are locked out.
    private func alone<Result>(in context: Context, _ body: () throws -> Result) throws -> Result {
        do {
            return try context.files.withFileLock(path, patience: Self.patience, body)
        } catch let error as FileError where error.reason == .noLocks {
            let name = "env-\(context.files.target(of: path).path.fingerprint).lock"
            let lock = FilePaths.join(try StateFolder(context.environment).locks, name)
            return try context.files.withLock(lock, patience: Self.patience, body)
        }
    }

    private func content(in context: Context, _ manner: FileReplacement) throws -> [UInt8] {
        Array(try context.files.readShared(path, manner)?.content ?? Data())
    }
}
