import Foundation
import Support

/// A machine with this program and others with the same name on PATH.
struct OfficialPrograms {
    let program: BuiltProgram
    /// The folders on PATH after this program's own, none of them below the working directory.
    private let folder: TemporaryFolder

    init() throws {
        program = try BuiltProgram()
        folder = try TemporaryFolder()
    }

    /// A stand-in for the official CLI: it prints its arguments and exits with 7.
    static let script = "#!/bin/sh\necho \"official: $*\"\nexit 7\n"

    var path: String { folder.url.path() }

    /// Installs a program named `astro` in a folder.
    @discardableResult
    func install(_ text: String = script, in name: String = "bin", mode: Int = 0o755) throws -> String {
        try write(text, to: folder.url.appending(path: name), mode: mode)
    }

    /// Installs one below the working directory.
    @discardableResult
    func installInProject(_ text: String = script, in name: String) throws -> String {
        try write(text, to: program.home.appending(path: name), mode: 0o755)
    }

    private func write(_ text: String, to folder: URL, mode: Int) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "astro")
        try text.write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path())
        return file.path()
    }

    /// Runs a shell line with this program first on PATH, followed by some folders.
    func run(
        _ line: String, path folders: [String] = ["bin"], extra: [String: String] = [:]
    ) async throws -> BuiltProgram.Outcome {
        let own = BuiltProgram.executable.deletingLastPathComponent().path()
        let all = [own] + folders.map { $0.hasPrefix("/") || $0.hasPrefix(".") ? $0 : "\(path)/\($0)" }
        let search = (all + ["/usr/bin", "/bin"]).joined(separator: ":")
        return try await program.shell("PATH='\(search)'; \(line)", extra: extra)
    }

    /// Writes the home config file.
    func configure(_ text: String) throws {
        let folder = program.home.appending(path: ".astro")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "config.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path())
    }
}
