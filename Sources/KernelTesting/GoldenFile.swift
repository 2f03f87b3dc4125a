#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// An expected text in a file, for comparison with the program's current output.
///
/// ```swift
/// #expect(try GoldenFile("help.txt").difference(from: result.stdout) == nil)
/// ```
/// `GOLDEN=refresh swift test` rewrites the files, so that version control shows what changed.
public struct GoldenFile: Sendable {
    /// The path of the file.
    public let path: String

    /// Refers to the file `Golden/<name>` next to a test.
    public init(_ name: String, near file: String = #filePath) {
        path = FilePaths.join(FilePaths.parent(of: file), "Golden/\(name)")
    }

    /// Refers to any file.
    public init(path: String) { self.path = path }

    /// Whether files are rewritten instead of compared.
    public static var isRefreshing: Bool { ProcessInfo.processInfo.environment["GOLDEN"] == "refresh" }

    /// Returns the first line that differs between a text and the file; nil if they are equal.
    public func difference(from text: String) throws -> String? {
        let content = Data(text.utf8)
        let files = LocalFileSystem()
        if Self.isRefreshing {
            if try files.read(path) != content {
                try files.replace(path, with: content, FileReplacement(isDurable: false, isPrivate: false))
            }
            return nil
        }
        guard let kept = try files.read(path) else { return "\(path) is not there; \(Self.remedy)" }
        if kept == content { return nil }
        let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false) }
        let (old, new) = (lines(String(decoding: kept, as: UTF8.self)), lines(text))
        let index = zip(old, new).prefix { $0 == $1 }.count
        let was = index < old.count ? "'\(old[index])'" : "the end"
        let isNow = index < new.count ? "'\(new[index])'" : "the end"
        return "\(path): line \(index + 1) was \(was) and is \(isNow) now; \(Self.remedy)"
    }

    private static let remedy = "GOLDEN=refresh swift test --filter Golden rewrites it"
}
