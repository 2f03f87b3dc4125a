import Kernel

/// The script for zsh.
enum ZshScript: CompletionScript {
    static let shell = "zsh"
    static let setup = """
        For this session:
        source <(astro completion zsh)

        For every session, add that line to ~/.zshrc, below the one that calls compinit. Or write the script into \
        a folder of your fpath:
        astro completion zsh > "${fpath[1]}/_astro"

        Where zsh completes nothing at all, ~/.zshrc needs this line first:
        autoload -U compinit; compinit
        """

    static func script(_ program: String, _ options: ScriptOptions) -> String {
        let function = ScriptName.function(program)
        return #"""
            #compdef \#(program)
            # Completion of \#(program) for zsh.
            \#(function)() {
                local program=${${(Q)words[1]}/#\~\//$HOME/} closing=${compstate[quote][-1]}
                local word=${(Q)${:-$QIPREFIX$PREFIX$closing}} directive stem
                local -a answer
                whence -p -- "$program" >/dev/null || program=\#(program)
                answer=("${(@f)$(command -- "$program" completion candidates\#(options.words) --shell zsh "--word=$word" -- \
                    "${(@Q)words[2,CURRENT-1]}" 2>/dev/null </dev/null)}")
                directive=$answer[1] stem=$answer[2]
                answer=("${(@)answer[3,-1]}")
                if [[ -n $stem ]]; then
                    compset -P "${(b)stem}" || return 1
                fi
                case $directive in
                    words) _describe -V -t values value answer ;;
                    open) _describe -V -t values value answer -S '' ;;
                    files) _files ;;
                    folders) _files -/ ;;
                    *) return 1 ;;
                esac
            }
            if [[ $funcstack[1] == \#(function) ]]; then
                \#(function) "$@"
            elif (( $+functions[compdef] )); then
                compdef \#(function) \#(program)
            fi
            """#
    }
}
