import Foundation
import KernelTesting

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

    /// The Swift files of the plugins, and of their shared modules.
    static func filesOfPlugins() throws -> [SourceFile] {
        try ["AstroPlaces", "AstroSandbox", "AstroTokens", "Plugins"].flatMap { try files(in: "Sources/\($0)") }
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
