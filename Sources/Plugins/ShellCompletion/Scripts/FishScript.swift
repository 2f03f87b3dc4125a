import Kernel

/// The script for fish.
enum FishScript: CompletionScript {
    static let shell = "fish"
    static let setup = """
        For this session:
        astro completion fish | source

        For every session:
        astro completion fish > ~/.config/fish/completions/astro.fish
        """

    static func script(_ program: String, _ options: ScriptOptions) -> String {
        let function = "_" + ScriptName.function(program)
        return #"""
            # Completion of \#(program) for fish.
            function \#(function)
                set -l words (commandline -xpc 2>/dev/null; or commandline -opc)
                set -l word (commandline -ct)
                set -l program (string replace -r '^~(?=/)' -- (string escape --style=regex -- $HOME) $words[1])
                command -sq -- $program; or set program \#(program)
                set -l answer (command $program completion candidates\#(options.words) --shell fish "--word=$word" -- $words[2..] \
                    2>/dev/null </dev/null)
                switch "$answer[1]"
                    case words open
                        printf '%s\n' $answer[4..]
                    case files
                        for path in (complete -C "'' "(string escape -n -- "$answer[3]"))
                            echo -- $answer[2]$path
                        end
                    case folders
                        for path in (__fish_complete_directories "$answer[3]" '')
                            echo -- $answer[2]$path
                        end
                end
            end
            complete -c \#(program) -k -f -a '(\#(function))'
            """#
    }
}
