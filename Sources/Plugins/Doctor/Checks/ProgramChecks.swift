import Kernel
import OfficialCLI

/// Checks the programs of this name in PATH, and tab completion.
struct ProgramChecks {
    let context: Context

    var findings: [Finding] { [program, official, completion] }

    private var name: String { context.program.name }

    /// The programs with this name in PATH, with links resolved.
    private var onPath: [String] {
        (context.environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
            .map { context.files.target(of: FilePaths.join(String($0), name)) }
            .filter { $0.kind == .plainFile }.map(\.path)
    }

    private var program: Finding {
        let version = "\(name) \(context.program.version)"
        guard let own = context.world.executable.map(context.files.target) else {
            return Finding("program", .skipped, version)
        }
        guard let first = onPath.first else {
            return Finding("program", .ok, "\(version) at \(own.path), which is not on PATH")
        }
        guard context.files.target(of: first).isSame(as: own) else {
            return Finding(
                "program", .warning, "\(version) at \(own.path); on PATH, '\(name)' is \(first)",
                fix: "set PATH so that \(FilePaths.parent(of: own.path)) comes first")
        }
        return Finding("program", .ok, "\(version) at \(own.path)")
    }

    private var official: Finding {
        let search = OfficialProgram.Search(in: context)
        let others = search.passedOver.filter { $0.reason != .ours }.map { "\($0.path): \($0.reason.rawValue)" }
        let passedOver = others.isEmpty ? "" : "; passed over \(others.joined(separator: ", "))"
        do {
            guard let program = try search.found() else {
                return Finding(
                    "official CLI", others.isEmpty ? .skipped : .warning, "not installed" + passedOver,
                    fix: "install it from \(OfficialProgram.guide) for commands such as '\(name) dev'")
            }
            return Finding("official CLI", .ok, program.path + passedOver)
        } catch {
            return Finding("official CLI", error)
        }
    }

    private var completion: Finding {
        let shell = FilePaths.name(of: context.environment["SHELL"] ?? "")
        let home = context.environment["HOME"] ?? "/"
        let places: (scripts: [String], startUp: [String])
        switch shell {
        case "bash":
            places = (
                [
                    "\(home)/.local/share/bash-completion/completions/\(name)",
                    "/usr/share/bash-completion/completions/\(name)", "/etc/bash_completion.d/\(name)",
                    "/usr/local/etc/bash_completion.d/\(name)", "/opt/homebrew/etc/bash_completion.d/\(name)",
                ], ["\(home)/.bashrc", "\(home)/.bash_profile"]
            )
        case "zsh":
            places = (
                [
                    "/usr/share/zsh/vendor-completions/_\(name)", "/usr/share/zsh/site-functions/_\(name)",
                    "/usr/local/share/zsh/site-functions/_\(name)", "/opt/homebrew/share/zsh/site-functions/_\(name)",
                ], ["\(home)/.zshrc"]
            )
        case "fish":
            places = (
                [
                    "\(home)/.config/fish/completions/\(name).fish",
                    "/usr/share/fish/vendor_completions.d/\(name).fish",
                ], ["\(home)/.config/fish/config.fish"]
            )
        default: return Finding("completion", .skipped, "SHELL is not bash, zsh or fish")
        }
        if let script = places.scripts.first(where: { context.files.target(of: $0).kind == .plainFile }) {
            return Finding("completion", .ok, "\(shell): \(script)")
        }
        if let file = places.startUp.first(where: mentionsCompletion) {
            return Finding("completion", .ok, "\(shell): \(file)")
        }
        return Finding(
            "completion", .warning, "not set up for \(shell)", fix: .command(["completion", shell], ["--help"]))
    }

    private func mentionsCompletion(_ path: String) -> Bool {
        guard let content = try? context.files.read(path) else { return false }
        return String(decoding: content, as: UTF8.self).contains("\(name) completion")
    }
}
