import Foundation

/// A file of the code base: its path from the top, and its lines.
struct SourceFile {
    let path: String
    let lines: [Substring]

    init(_ path: String, _ text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// How many lines an editor counts.
    var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

    /// The lines with their numbers as editors count them.
    var numbered: [(number: Int, text: Substring)] { lines.enumerated().map { ($0 + 1, $1) } }

    /// The module that a line imports, or nil where it imports none.
    static func importedModule(_ line: Substring) -> Substring? {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), words[..<index].allSatisfy(isModifier) else { return nil }
        let kinds: Set<Substring> = ["class", "enum", "func", "let", "protocol", "struct", "typealias", "var"]
        return words[(index + 1)...].drop(while: kinds.contains).first?.split(separator: ".").first
    }

    private static func isModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "private", "fileprivate"].contains(word)
    }
}

/// The code base that these tests were built from.
enum CodeBase {
    /// Its top folder.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The Swift files below a folder.
    static func files(in folder: String) throws -> [SourceFile] {
        let base = root.appending(path: folder)
        return try FileManager.default.subpathsOfDirectory(atPath: base.path()).filter { $0.hasSuffix(".swift") }
            .sorted().map { try file("\(folder)/\($0)") }
    }

    /// The Swift files of the plugins, and of what they share.
    static func filesOfPlugins() throws -> [SourceFile] {
        try ["AstroPlaces", "AstroTokens", "Plugins"].flatMap { try files(in: "Sources/\($0)") }
    }

    /// One file.
    static func file(_ path: String) throws -> SourceFile {
        SourceFile(path, try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }

    /// The folders of the modules that are not plugins.
    static func modules() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path())
            .filter { $0 != "Plugins" && !$0.hasPrefix(".") }.sorted()
    }

    /// The folders of the plugins.
    static func pluginFolders() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources/Plugins").path())
            .filter { !$0.hasPrefix(".") }.sorted()
    }
}
