import Foundation
import Support
import Testing

/// A completion script in the style of the Go library cobra, reduced to its question and the parsing of the answer.
@Suite("A saved completion script of the official CLI")
struct CobraScriptTests {
    private let program: BuiltProgram

    init() throws { program = try BuiltProgram() }

    private static let bash = #"""
        __saved_start() {
            local out directive line comp cur="${COMP_WORDS[COMP_CWORD]}"
            local words=("${COMP_WORDS[@]:0:COMP_CWORD+1}")
            local request="${words[0]} __complete ${words[*]:1}"
            [[ -z $cur ]] && request="$request ''"
            out=$(eval "$request" 2>/dev/null)
            directive=${out##*:}
            out=${out%:*}
            [[ $directive == "$out" ]] && directive=0
            COMPREPLY=()
            (( directive & 1 )) && return
            (( directive & 2 )) && compopt -o nospace
            (( directive & 4 )) && compopt +o default
            if (( directive & 16 )); then
                compopt -o dirnames
            else
                while IFS='' read -r line; do
                    comp=${line%%$'\t'*}
                    [[ -n $comp && $comp == "$cur"* ]] && COMPREPLY+=("$comp")
                done <<<"$out"
            fi
        }
        complete -o default -F __saved_start astro
        """#

    private static let zsh = #"""
        _saved() {
            local request out directive line last=${words[-1]}
            local -a completions
            words=("${=words[1,CURRENT]}")
            request="${words[1]} __complete ${words[2,-1]}"
            [[ -z $last ]] && request="$request \"\""
            out=$(eval ${request} 2>/dev/null)
            directive=${${(f)out}[-1]}
            [[ ${directive[1]} == : ]] || return
            directive=${directive[2,-1]}
            for line in ${${(f)out}[1,-2]}; do
                line=${line//:/\\:}
                completions+=${line/$'\t'/:}
            done
            (( directive & 1 )) && return
            _describe completions completions
        }
        compdef _saved astro
        """#

    @Test(
        "still works in a real shell", .enabled(if: Tools.have("bash") && Tools.have("python3")),
        arguments: [true, false])
    func shells(isBash: Bool) async throws {
        let cases = [
            ("astro vers", "astro version "), ("astro deployment token rot", "astro deployment token rotate "),
            ("astro context switch sand", "astro context switch sandbox "),
            ("astro version --verb", "astro version --verbosity "),
        ]
        let shell: InteractiveShell = isBash ? .bash : .zsh
        guard Tools.have(shell.rawValue) else { return }
        let found = try await shell.lines(cases.map(\.0), in: program, after: isBash ? Self.bash : Self.zsh)
        #expect(found == cases.map(\.1))
    }

    @Test(
        "is answered in cobra's protocol",
        arguments: [
            ("__complete vers", "version\t", ":4"), ("__complete deployment token ro", "rotate\t", ":4"),
            ("__completeNoDesc vers", "version\n", ":4"), ("__complete --context sand", "sandbox", ":4"),
            ("__complete version --verbosity=de", "debug\n", ":4"),
            ("__complete context list --fields dom", "domain\n", ":6"),
            ("__complete docs man --output-dir ''", "", ":16"),
            ("__complete deployment token rotate --to-file ''", "", ":0"),
            ("__complete nonsense ''", "", ":4"), ("__complete", "deployment\t", ":4"),
            ("__complete version --help", "--help", ":4"), ("__complete -- ''", "", ":4"),
            ("__complete deployment '$(touch hostile)' ''", "", ":4"),
        ])
    func protocolAnswers(line: String, candidate: String, directive: String) async throws {
        let outcome = try await program.shell("astro \(line)")
        #expect(outcome.exitCode == 0)
        let lines = outcome.stdout.split(separator: "\n").map(String.init)
        #expect(lines.last == directive, "\(outcome.stdout)")
        if candidate.isEmpty { #expect(lines.count == 1) } else { #expect(outcome.stdout.contains(candidate)) }
        #expect(outcome.stderr.hasPrefix("Completion ended with directive: ShellCompDirective"))
    }

    @Test("has no descriptions if it was generated without them", arguments: ["bash", "zsh", "fish", "powershell"])
    func withoutDescriptions(shell: String) async throws {
        let script = try await program.shell("astro completion \(shell) --no-descriptions")
        #expect(script.exitCode == 0)
        #expect(script.stdout.contains("completion candidates --no-descriptions"))
        let answer = try await program.shell(
            "astro completion candidates --no-descriptions --shell fish --word=vers --")
        #expect(answer.stdout.contains("version\t\n") || answer.stdout.hasSuffix("version\n"))
    }
}
