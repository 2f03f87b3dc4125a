import Base
import Kernel
import OperatingSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The results of recent searches, in a private folder.
///
/// A file's name says what was searched, as a fingerprint, and when the result expires.
struct CompletionCache {
    /// The lifetime of a result in seconds.
    static let lifetime = 30.0

    private let folder: String
    private let files: any FileSystem
    private let now: Double

    init(_ context: Context) throws {
        folder = try Self.folder(context.environment)
        files = context.files
        now = context.clock.now.timeIntervalSince1970
    }

    static func folder(_ environment: Environment) throws -> String {
        try StateFolder(environment).completionCache
    }

    /// Returns the result for a key, if it hasn't expired.
    func candidates(_ key: String) throws -> [Completion.Candidate]? {
        guard let entry = try entries().first(where: { $0.key == key && holds($0) }),
            let content = try files.read(path(entry))
        else { return nil }
        return String(decoding: content, as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            return Completion.Candidate(String(parts[0]), parts.count == 2 ? String(parts[1]) : "").presentable
        }
    }

    /// Saves a result, and deletes expired ones.
    func remember(_ candidates: [Completion.Candidate], _ key: String) throws {
        for entry in try entries() where entry.key == key || !holds(entry) { try files.remove(path(entry)) }
        let text = candidates.map { "\($0.value)\t\($0.description)\n" }.joined()
        let entry = Entry(key: key, until: now + Self.lifetime)
        try files.replace(
            path(entry), with: Data(text.utf8), FileReplacement(followsLinks: false, isDurable: false))
    }

    private struct Entry {
        let key: String
        let until: Double

        var name: String { "\(key).\(Int(until * 1_000))" }

        init(key: String, until: Double) {
            self.key = key
            self.until = until
        }

        init?(name: String) {
            let parts = name.split(separator: ".")
            guard parts.count == 2, let milliseconds = Int(parts[1]) else { return nil }
            self.init(key: String(parts[0]), until: Double(milliseconds) / 1_000)
        }
    }

    private func entries() throws -> [Entry] { try files.names(in: folder).compactMap { Entry(name: $0) } }

    /// A time too far ahead was written before the clock was set back.
    private func holds(_ entry: Entry) -> Bool { (now...now + Self.lifetime).contains(entry.until) }

    private func path(_ entry: Entry) -> String { FilePaths.join(folder, entry.name) }
}

/// A search whose result is remembered for a short time.
struct RememberedSearch: Sendable {
    let name: String
    let request: CompletionRequest
    let search: Completion.Search

    func candidates() async throws -> [Completion.Candidate] {
        let key = try await key()
        let cache = try CompletionCache(request.context)
        if let remembered = try? cache.candidates(key) { return remembered }
        let found = try await search(request).compactMap(\.presentable)
        try? cache.remember(found, key)
        return found
    }

    /// A fingerprint of everything that the result depends on.
    ///
    /// The credential is part of it: it can't be recovered from a cryptographic hash.
    private func key() async throws -> String {
        let auth = request.context.auth
        var parts = [name, try auth.baseURL().absoluteString, try await auth.bearerToken()]
        let chosen = [request.context.settings, request.given, try request.context.config.allSettings()]
        parts += chosen.flatMap { $0.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] } }
        return SHA256.hexadecimal(parts.joined(separator: "\u{0}"))
    }
}
