#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Compares a text with the one that is kept in a file, and says line by line how they differ.
///
/// The files of `Tests/Plugins/Garden/PlantTests.swift` lie in `Tests/Golden/Plugins/Garden`, one a name.
/// `GOLDEN=refresh swift test` writes them anew: look at what that changes before you commit it.
/// ```swift
/// try expectGolden("plant-list", result.stdout)
/// ```
/// - Throws: ``UnmetExpectation`` where they differ or no text is kept yet.
public func expectGolden(_ name: String, _ text: String, file: String = #filePath) throws {
    let refreshes = ProcessInfo.processInfo.environment["GOLDEN"] == "refresh"
    try Golden(name, besides: file).expect(text, refreshes: refreshes)
}

/// A text that is kept in a file.
struct Golden {
    let path: String

    /// The file of a name, for the tests in a file below a folder `Tests`.
    init(_ name: String, besides file: String) {
        let folders = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let top = folders.lastIndex(of: "Tests") ?? folders.endIndex - 1
        let below = folders[(top + 1)...]
        path = (folders[...top] + ["Golden"] + below + ["\(name).txt"]).joined(separator: "/")
    }

    func expect(_ text: String, refreshes: Bool) throws {
        let kept = try? String(contentsOfFile: path, encoding: .utf8)
        guard kept != text else { return }
        if refreshes { return try write(text) }
        let difference = kept.map { Self.difference(from: $0, to: text) } ?? "there is no such file"
        throw UnmetExpectation("\(path):\n\(difference)\nGOLDEN=refresh swift test keeps the new text")
    }

    private func write(_ text: String) throws {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// The lines that went, with a minus, and those that came, with a plus.
    static func difference(from old: String, to new: String) -> String {
        let changes = lines(new).difference(from: lines(old))
        let text = changes.map { change in
            switch change {
            case .remove(let offset, let line, _): (offset, "- \(line)")
            case .insert(let offset, let line, _): (offset, "+ \(line)")
            }
        }
        return text.sorted { $0.0 < $1.0 }.map(\.1).joined(separator: "\n")
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
    }
}
