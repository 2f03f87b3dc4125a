import AstroAPI
import Kernel
import KernelTesting
import Testing

@testable import ShellCompletion

@Suite("The scripts for the shells")
struct ScriptTests {
    static let scripts = [
        BashScript.script, ZshScript.script, FishScript.script, PowerShellScript.script,
    ]

    @Test("are written to stdout", arguments: Shell.allCases)
    func written(shell: Shell) async throws {
        let result = try await CommandTest(.astro, ShellCompletionPlugin.self).run("completion \(shell.rawValue)")
        #expect(result.exitCode == .success)
        #expect(result.stderr == "")
        #expect(result.stdout.contains("completion candidates --shell \(shell.rawValue) "))
    }

    @Test("have installation instructions", arguments: Shell.allCases)
    func help(shell: Shell) async throws {
        let result = try await CommandTest(.astro, ShellCompletionPlugin.self).run(
            "completion \(shell.rawValue) --help")
        #expect(result.stdout.contains("For every session"))
        #expect(result.stdout.contains("astro completion \(shell.rawValue)"))
    }

    @Test("use the program's name, and a safe form of it in function names")
    func names() {
        for script in Self.scripts.map({ $0("my-tool", ScriptOptions()) }) {
            #expect(script.contains("my-tool"))
            #expect(!script.contains("astro"))
            #expect(!script.contains("_my-tool"))
        }
        #expect(ScriptName.function("my-tool") == "_my_tool")
    }

    @Test("call a hidden command")
    func hidden() async throws {
        let test = CommandTest(.astro, ShellCompletionPlugin.self)
        #expect(!(try await test.run("completion --help").stdout.contains("candidates")))
        #expect(try await test.completions(of: "completion ").map(\.value) == ["bash", "zsh", "fish", "powershell"])
    }

    @Test("have balanced brackets for PowerShell")
    func powerShell() {
        #expect(PowerShellBalance.complaint(PowerShellScript.script("astro", ScriptOptions())) == nil)
        for broken in ["{ (", "( }", "'a", "\"a", "@'\na", "$(x", "'it''s"] {
            #expect(PowerShellBalance.complaint(broken) != nil, "\(broken)")
        }
        #expect(PowerShellBalance.complaint("# it's ( open\n'a''}' \"`\"{\" @('x') { [y]::z }") == nil)
    }

    @Test("have valid declarations")
    func declarations() {
        #expect(RegistryCheck(Registry([ShellCompletionPlugin.self])).problems() == [])
    }
}

/// A parser for just enough of PowerShell's grammar to match brackets and quotes.
enum PowerShellBalance {
    /// Returns what does not match, or nil if everything does.
    static func complaint(_ script: String) -> String? {
        var open: [Character] = []
        var rest = script[...]
        while let character = rest.popFirst() {
            switch character {
            case "#": rest = rest.drop { !$0.isNewline }
            case "`": _ = rest.popFirst()
            case "'", "\"":
                guard skipString(character, &rest) else { return "a string begins with \(character) and does not end" }
            case "{", "(", "[": open.append(character)
            case "}", ")", "]":
                guard let last = open.popLast(), "\(last)\(character)" == pair(last) else {
                    return "\(character) is alone"
                }
            default: break
            }
        }
        return open.isEmpty ? nil : "\(open) stay open"
    }

    private static func pair(_ opening: Character) -> String { opening == "{" ? "{}" : opening == "(" ? "()" : "[]" }

    /// Skips past the quote that ends a string; a doubled one does not end it.
    private static func skipString(_ quote: Character, _ rest: inout Substring) -> Bool {
        while let character = rest.popFirst() {
            if character == "`", quote == "\"" {
                _ = rest.popFirst()
            } else if character == quote {
                guard rest.first == quote else { return true }
                rest.removeFirst()
            }
        }
        return false
    }
}
