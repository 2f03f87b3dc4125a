import Base
import Kernel

/// The names of variables that a secret can be put into.
enum VariableName {
    /// Variables that programs need, or that no shell sets.
    private static let others: Set<String> = [
        "_", "BASHOPTS", "BASH_ENV", "BASH_VERSINFO", "ENV", "EUID", "HOME", "IFS", "NODE_OPTIONS", "PATH", "PPID",
        "PROMPT_COMMAND", "SHELL", "SHELLOPTS", "UID",
    ]

    /// Returns whether every shell accepts a text as a name.
    static func isSound(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else { return false }
        return text.utf8.allSatisfy(ShellScanner.isNameByte)
    }

    /// Refuses names that can't be variables, or certainly aren't meant to hold a secret.
    static func check(_ name: String, of flag: String) throws {
        guard isSound(name) else {
            throw CommandError.usage(
                "\(flag): '\(name)' is not a valid variable name; use letters, digits and _")
        }
        let upper = name.uppercased()
        if others.contains(upper) || upper.hasPrefix("LD_") || upper.hasPrefix("DYLD_") {
            throw CommandError.usage(
                "\(flag): '\(name)' is a variable that other programs depend on; choose another name")
        }
    }

    /// Does the same for a GitHub job, whose runner reserves some names, in any case.
    static func checkForGitHub(_ name: String, of flag: String) throws {
        try check(name, of: flag)
        let upper = name.uppercased()
        if ["GITHUB_", "RUNNER_"].contains(where: upper.hasPrefix) {
            throw CommandError.usage(
                "\(flag): '\(name)' belongs to the GitHub runner, which ignores what is set there; choose another name")
        }
    }
}
