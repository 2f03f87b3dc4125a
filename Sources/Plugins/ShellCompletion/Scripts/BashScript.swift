import Kernel

/// The script for bash.
enum BashScript: CompletionScript {
    static let shell = "bash"
    static let setup = """
        For this session:
        source <(astro completion bash)

        For every session, add that line to ~/.bashrc. Or write the script where bash-completion looks for it:
        astro completion bash > ~/.local/share/bash-completion/completions/astro

        It needs bash 4.4 or later. The one that comes with macOS is older; the standard shell there is zsh.
        """

    /// Bash splits words at `=` and `:` before it asks, and replaces only the part after them: the program gets the
    /// whole line and that part, and returns the quoted replacement.
    static func script(_ program: String, _ options: ScriptOptions) -> String {
        let function = ScriptName.function(program)
        return #"""
            # Completion of \#(program) for bash 4.4 and later.
            \#(function)() {
                local program="${1/#\~\//$HOME/}" answer path
                type -P -- "$program" >/dev/null || program=\#(program)
                COMPREPLY=()
                mapfile -t answer <<<"$(command -- "$program" completion candidates\#(options.words) --shell bash "--word=$2" -- \
                    "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null)"
                case "${answer[0]}:${answer[1]}" in
                    words:*) COMPREPLY=("${answer[@]:2}") ;;
                    open:*) compopt -o nospace && COMPREPLY=("${answer[@]:2}") ;;
                    files:@)
                        compopt -o nospace
                        while IFS= read -r path; do
                            [[ -z $path ]] && continue
                            printf -v path %q "$path"
                            COMPREPLY+=("@$path")
                        done <<<"$(compgen -f -- "${2#@}")"
                        ;;
                    files:*) compopt -o default ;;
                    folders:*) compopt -o dirnames ;;
                esac
            }
            complete -o nosort -F \#(function) \#(program)
            """#
    }
}

/// The names in a script.
enum ScriptName {
    /// Returns the function that completes for a program.
    static func function(_ program: String) -> String {
        "_" + program.asciiName()
    }
}
