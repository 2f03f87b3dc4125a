import Foundation
import Support

/// A real shell on its own terminal, in which somebody types and presses TAB.
///
/// The shell completes for `astro`, and likewise for `args`, a function that reports its words.
enum InteractiveShell: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish

    /// Whether this machine has all of them, and the program that types into them; CI must.
    static let areThere = allCases.allSatisfy { Tools.have($0.rawValue) } && Tools.have("python3")

    /// The result of one line.
    struct Answer: Decodable, Equatable {
        /// The line at that point; if it was run, the words that the command got.
        let line: [String]
        /// Everything that the terminal showed, without control sequences.
        let shown: String
        /// The same with control sequences.
        let raw: String
    }

    /// A line to type.
    struct Typed: Encodable {
        let keys: String
        let isRun: Bool
    }

    /// Types each line, presses TAB at its end, and returns the result.
    func tab(_ lines: [String], in program: BuiltProgram) async throws -> [Answer] {
        try await type(lines.map { Typed(keys: $0 + "\t", isRun: false) }, in: program)
    }

    /// Returns the lines after TAB was pressed at the end of each.
    ///
    /// - Parameter script: A completion script instead of this program's.
    func lines(_ lines: [String], in program: BuiltProgram, after script: String? = nil) async throws -> [String] {
        try await type(lines.map { Typed(keys: $0 + "\t", isRun: false) }, in: program, after: script)
            .map { $0.line.joined() }
    }

    /// The words that a command gets when TAB is pressed at the end of its line, and then Enter.
    func words(_ lines: [String], in program: BuiltProgram) async throws -> [[String]] {
        try await type(lines.map { Typed(keys: $0 + "\t", isRun: true) }, in: program).map(\.line)
    }

    /// Types keys literally.
    func type(_ typed: [Typed], in program: BuiltProgram, after script: String? = nil) async throws -> [Answer] {
        let keys = String(decoding: try JSONEncoder().encode(typed), as: UTF8.self)
        let outcome = try await program.shell(
            #"exec python3 -c "$DRIVER" \#(rawValue)"#,
            extra: [
                "ASTRO_COMPLETION_TIMEOUT": "600", "DRIVER": Self.driver, "TYPED": keys,
                "SETUP": setup + "\n" + (script ?? ""),
            ])
        guard outcome.exitCode == 0 else { throw Failure(shell: rawValue, words: outcome.stderr) }
        return try JSONDecoder().decode([Answer].self, from: Data(outcome.stdout.utf8))
    }

    struct Failure: Error {
        let shell: String
        let words: String
    }

    /// The shell's startup script; Ctrl-G then returns the current line.
    private var setup: String {
        switch self {
        case .bash:
            #"""
            bind 'set show-all-if-ambiguous on'; bind 'set completion-query-items 0'; bind 'set page-completions off'
            bind 'set bell-style none'; bind 'set enable-bracketed-paste off'
            args() { printf '%s\0' "$@" > @FIFO@; }
            capture() { printf '%s' "$READLINE_LINE" > @FIFO@; printf '[captured]' > /dev/tty; }
            bind -x '"\C-g": capture'
            source <(astro completion bash)
            complete -o nosort -F _astro args
            PS1='READY> '
            """#
        case .zsh:
            #"""
            autoload -U compinit; compinit -u -D
            LISTMAX=0; unset zle_bracketed_paste; unsetopt list_ambiguous
            args() { printf '%s\0' "$@" > @FIFO@ }
            capture() { print -rn -- "$BUFFER" > @FIFO@; printf '[captured]' > /dev/tty }
            zle -N capture; bindkey -e; bindkey '^G' capture
            source <(astro completion zsh)
            compdef _astro args
            PS1='READY> '
            """#
        case .fish:
            #"""
            set -g fish_autosuggestion_enabled 0; set -g fish_greeting
            function fish_prompt; printf 'READY> '; end
            function args; printf '%s\0' $argv > @FIFO@; end
            bind \cg 'commandline | string collect | tr -d "\n" > @FIFO@; printf "[captured]" > /dev/tty'
            astro completion fish | source
            complete -c args -k -f -a '(__astro)'
            """#
        }
    }

    /// Waits for the shell's output, not for a fixed time; it gives up only instead of waiting forever.
    private static let driver = #"""
        import fcntl, json, os, pty, re, struct, sys, tempfile, termios, threading

        shell, typed, setup = sys.argv[1], json.loads(os.environ.pop("TYPED")), os.environ.pop("SETUP")
        del os.environ["DRIVER"]
        folder = tempfile.mkdtemp(dir=os.environ["HOME"], prefix=".shell-")
        fifo = os.path.join(folder, "fifo")
        os.mkfifo(fifo)
        rc = os.path.join(folder, ".zshrc")
        with open(rc, "w") as file:
            file.write(setup.replace("@FIFO@", fifo))
        os.environ.update(ZDOTDIR=folder, TERM="xterm", LC_ALL="C.UTF-8", XDG_CONFIG_HOME=folder, XDG_DATA_HOME=folder)
        command = {
            "bash": ["bash", "--noprofile", "--rcfile", rc, "-i"],
            "zsh": ["zsh", "-i"],
            "fish": ["fish", "--private", "-i", "-C", "source " + rc],
        }[shell]
        child, terminal = pty.fork()
        if child == 0:
            os.execvp(command[0], command)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 100, 250, 0, 0))
        screen, changed = b"", threading.Condition()

        def give_up():
            os.write(2, b"timed out after: " + screen)
            os.kill(child, 9)
            os._exit(1)

        def drain():
            global screen
            while True:
                try:
                    data = os.read(terminal, 65536)
                except OSError:
                    return
                with changed:
                    screen += data
                    changed.notify()

        def wait(text):
            with changed:
                changed.wait_for(lambda: text in screen)

        guard = threading.Timer(180, give_up)
        guard.daemon = True
        guard.start()
        threading.Thread(target=drain, daemon=True).start()
        wait(b"READY> ")
        answers = []
        for item in typed:
            with changed:
                screen = b""
            os.write(terminal, item["keys"].encode() + (b"\r" if item["isRun"] else b"\x07"))
            with open(fifo) as stream:
                line = stream.read()
            wait(b"READY> " if item["isRun"] else b"[captured]")
            raw = screen.decode(errors="replace")
            shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\(B|\r", "", raw)
            answers.append({"line": line.removesuffix("\0").split("\0"), "shown": shown, "raw": raw})
            if not item["isRun"]:
                os.write(terminal, b"\x05\x15")
        os.kill(child, 9)
        json.dump(answers, sys.stdout)
        sys.stdout.flush()
        os._exit(0)
        """#
}
