#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The folder of a plugin's sources, found from a test in the same package.
struct PluginFolder {
    /// The path below the package.
    let path: String
    private let root: String

    /// Finds the folder of the module that declares a plugin.
    init(of plugin: any Plugin.Type, near test: String) throws {
        let place = plugin.manifest.declaredAt.file.split(separator: "/").map(String.init)
        guard let module = place.first, let file = place.last else {
            throw UnmetExpectation("the plugin '\(plugin.manifest.name)' is declared nowhere")
        }
        root = try Self.package(around: test)
        let found = try FileManager.default.subpathsOfDirectory(atPath: FilePaths.join(root, "Sources")).lazy
            .map { $0.split(separator: "/").map(String.init) }
            .first { $0.last == file && $0.dropLast().contains(module) }
        guard let found, let end = found.lastIndex(of: module) else {
            throw UnmetExpectation("\(root)/Sources has no \(module)/\(file)")
        }
        path = "Sources/" + found[...end].joined(separator: "/")
    }

    /// The Swift files, in order.
    func sources() throws -> [SourceFile] {
        try FileManager.default.subpathsOfDirectory(atPath: FilePaths.join(root, path))
            .filter { $0.hasSuffix(".swift") }.sorted().compactMap { try file("\(path)/\($0)") }
    }

    /// The page; nil if there is none.
    func readme() throws -> SourceFile? { try file("\(path)/README.md") }

    private func file(_ path: String) throws -> SourceFile? {
        let content = try LocalFileSystem().read(FilePaths.join(root, path))
        return content.map { SourceFile(path, String(decoding: $0, as: UTF8.self)) }
    }

    /// The nearest folder around a file that has a Package.swift.
    private static func package(around file: String) throws -> String {
        var folder = FilePaths.parent(of: file)
        while !FileManager.default.fileExists(atPath: FilePaths.join(folder, "Package.swift")) {
            let parent = FilePaths.parent(of: folder)
            guard parent != folder, !parent.isEmpty else { throw UnmetExpectation("\(file) is in no package") }
            folder = parent
        }
        return folder
    }
}
