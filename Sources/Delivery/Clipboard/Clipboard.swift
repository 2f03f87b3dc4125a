import Kernel
import OperatingSystem

/// The system's clipboard, accessed by the system's own program for it.
struct Clipboard {
    /// The programs of one kind of desktop.
    private struct Kind {
        /// The variable that is set on this kind of desktop; nil to look only for the program.
        let variable: String?
        let copy: [String]
        let clear: [String]?
        let paste: [String]?
    }

    private let kind: Kind
    private let environment: Environment

    /// The time limit of such a program, which only passes the value on.
    private static let patience = Duration.seconds(5)

    private static let kinds = [
        Kind(variable: nil, copy: ["pbcopy"], clear: nil, paste: ["pbpaste"]),
        Kind(
            variable: "WAYLAND_DISPLAY", copy: ["wl-copy"], clear: ["wl-copy", "--clear"],
            paste: ["wl-paste", "--no-newline"]),
        Kind(
            variable: "DISPLAY", copy: ["xclip", "-selection", "clipboard"], clear: nil,
            paste: ["xclip", "-selection", "clipboard", "-o"]),
        Kind(
            variable: "DISPLAY", copy: ["xsel", "--clipboard", "--input"], clear: nil,
            paste: ["xsel", "--clipboard", "--output"]),
        Kind(variable: "WSL_DISTRO_NAME", copy: ["clip.exe"], clear: nil, paste: nil),
    ]

    /// - Throws: ``CommandError`` if the system has no such program.
    init(_ environment: Environment) throws(CommandError) {
        let found = Self.kinds.first { kind in
            (kind.variable.map { environment[$0]?.isEmpty == false } ?? true)
                && Subprocess.find(kind.copy[0], in: environment) != nil
        }
        guard let found else {
            let hasDesktop = ["WAYLAND_DISPLAY", "DISPLAY"].contains { environment[$0]?.isEmpty == false }
            throw CommandError(
                .failure, hasDesktop ? "there is no clipboard program" : "this machine has no desktop",
                hint: hasDesktop
                    ? "install wl-clipboard, xclip or xsel" : "pass --to-file PATH or --to-command COMMAND instead")
        }
        kind = found
        self.environment = environment
    }

    /// The name of the program that copies.
    var program: String { kind.copy[0] }

    /// Copies a text to it.
    func copy(_ text: String) async throws { _ = try await run(kind.copy, input: text) }

    /// Empties it, unless it now holds another text.
    func clear(_ text: String) async throws {
        if let paste = kind.paste, let held = try? await run(paste, input: "", captures: true), !held.isEmpty,
            held != text
        {
            return
        }
        _ = try await run(kind.clear ?? kind.copy, input: "")
    }

    private func run(_ words: [String], input: String, captures: Bool = false) async throws -> String {
        guard let path = Subprocess.find(words[0], in: environment) else {
            throw CommandError(.failure, "there is no command '\(words[0])'")
        }
        let process = Subprocess(words: [path] + words.dropFirst(), environment: environment)
        // Some start a background process that holds the text; it must not keep this program's stderr open.
        let outcome = try await process.run(
            input: Array(input.utf8), timeout: Self.patience, capturesOutput: captures, isHeard: false)
        if outcome.timedOut {
            throw CommandError(
                .failure, "'\(words[0])' did not end within \(Self.patience.components.seconds) s and was stopped")
        }
        guard outcome.exitCode == 0 else {
            throw CommandError(.failure, "'\(words[0])' ended with exit code \(outcome.exitCode)")
        }
        return String(decoding: outcome.output, as: UTF8.self)
    }
}
