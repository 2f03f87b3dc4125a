import Base
import Kernel
import OperatingSystem

/// Refuses obviously wrong destinations before anything is requested.
struct DestinationCheck {
    /// A file for a value, with the flag that names it.
    struct Candidate {
        let flag: String
        let path: String
        /// The variable in it; nil if it holds only the value.
        let name: String?
        let target: FileTarget
        /// The absolute path.
        let wholePath: String

        var label: String { "\(flag) \(path)" }

        var destination: any Destination {
            if target.kind == .nullDevice { return NullDestination(path: wholePath) }
            if let name { return EnvFileDestination(path: wholePath, name: name) }
            return FileDestination(path: wholePath)
        }
    }

    private let context: Context
    private let files: any FileSystem
    /// Files that no value may replace.
    private let spared: [String]

    /// The files that the GitHub runner reads after each step.
    private static let runnerFiles = [
        "GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STATE", "GITHUB_PATH", "GITHUB_STEP_SUMMARY",
    ]

    init(_ context: Context, sparing spared: [String]) {
        self.context = context
        self.spared = spared
        files = context.files
    }

    func candidate(_ flag: String, _ path: String, name: String? = nil) -> Candidate {
        Candidate(flag: flag, path: path, name: name, target: target(path), wholePath: whole(path))
    }

    private func target(_ path: String) -> FileTarget { files.target(of: whole(path)) }

    private func whole(_ path: String) -> String {
        FilePaths.resolve(path, in: context.environment.workingDirectory)
    }

    /// Checks each file, and that no two are the same.
    func check(_ candidates: [Candidate]) throws {
        for (index, candidate) in candidates.enumerated() where candidate.target.kind != .nullDevice {
            try requireFile(candidate)
            try requireOthers(candidate)
            try requireOfNoStream(candidate)
            for earlier in candidates[..<index] where earlier.target.isSame(as: candidate.target) {
                if let name = candidate.name, let other = earlier.name, name != other { continue }
                throw CommandError.usage("\(earlier.label) and \(candidate.label) write to the same place")
            }
        }
    }

    private func requireFile(_ candidate: Candidate) throws {
        if candidate.target.kind == .folder || candidate.path.hasSuffix("/") {
            throw CommandError.usage("\(candidate.label) is a folder; name a file in it")
        }
        if Self.isStream(candidate.wholePath) || Self.isStream(candidate.target.path) {
            throw CommandError.usage(
                "\(candidate.label) is a stream, not a file; use --to-stdout, or --to-command to pass the value on")
        }
    }

    /// Returns whether a path is one of a process's open files, or its terminal.
    private static func isStream(_ path: String) -> Bool {
        let parts = path.split(separator: "/").filter { $0 != "." }
        guard parts.count > 1 else { return false }
        if parts[0] == "dev" {
            return ["stdin", "stdout", "stderr", "fd", "tty", "pts", "console"].contains(String(parts[1]))
        }
        return parts[0] == "proc" && parts.dropFirst(2).contains("fd")
    }

    /// Refuses files of this program and of the GitHub runner.
    private func requireOthers(_ candidate: Candidate) throws {
        if let path = spared.first(where: { target($0).isSame(as: candidate.target) }) {
            throw CommandError.usage("\(candidate.label) would replace \(path), which is still needed")
        }
        if isOwn(candidate.target) {
            throw CommandError.usage(
                "\(candidate.label) is a file with this program's own settings or state")
        }
        for name in Self.runnerFiles {
            guard let path = context.environment[name], target(path).isSame(as: candidate.target) else { continue }
            throw CommandError.usage(
                "\(candidate.label) is the file \(name) of the GitHub runner, which would show the value in the log",
                hint: "--to-github-env \(candidate.name ?? EnvFileDestination.standardName(context.environment))")
        }
    }

    private func isOwn(_ target: FileTarget) -> Bool {
        let project = self.target(StateFolder.projectConfig(context.environment))
        if target.isSame(as: project) { return true }
        guard let state = try? StateFolder(context.environment) else { return false }
        if [state.config, state.auditLog].contains(where: { target.isSame(as: self.target($0)) }) { return true }
        let folder = self.target(state.path)
        var path = target.path
        while path != "/", path != "." {
            path = FilePaths.parent(of: path)
            if self.target(path).isSame(as: folder) { return true }
        }
        return false
    }

    private func requireOfNoStream(_ candidate: Candidate) throws {
        guard candidate.target.kind == .plainFile else { return }
        for (number, name) in [(1, "stdout"), (2, "stderr")]
        where files.target(of: "/dev/fd/\(number)").isSame(as: candidate.target) {
            throw CommandError.usage("\(candidate.label) already gets \(name)")
        }
    }
}
