import Foundation

/// A terminal without a person: runs a program on it, waits for its output, and types.
package struct PseudoTerminal: Sendable {
    /// The steps of the test, in order.
    package enum Step: Sendable {
        /// Waits until the program has shown a text since the last one.
        case expect(String)
        /// Types text, or the sequences that a terminal sends for keys.
        case type(String)
        /// Sends a signal only to the program.
        case signal(Int32)
        /// Resizes the window.
        case resize(rows: Int, columns: Int)

        package static let interrupt = Step.type("\u{3}")
        package static let endOfInput = Step.type("\u{4}")
        package static let enter = Step.type("\r")
        package static let escape = Step.type("\u{1B}")
        package static let up = Step.type("\u{1B}[A")
        package static let down = Step.type("\u{1B}[B")

        fileprivate var words: [String] {
            switch self {
            case .expect(let text): ["expect", text]
            case .type(let text): ["type", text]
            case .signal(let number): ["signal", String(number)]
            case .resize(let rows, let columns): ["resize", String(rows), String(columns)]
            }
        }
    }

    /// The result.
    package struct Outcome: Decodable {
        /// How the program ended, like in a shell; nil if it had to be killed.
        package let exitCode: Int?
        /// Everything that it wrote to the terminal.
        package let output: String
        /// The text that never appeared.
        package let missing: String?
        /// Whether the terminal's settings are the same as before.
        package let isRestored: Bool
        /// Whether the terminal echoed input when each awaited text appeared.
        package let echoes: [Bool]

        /// The text that stays on the screen, without progress lines that were erased again.
        package var kept: String { output.replacing(/\r[^\r\n]*?\u{1B}\[K/, with: "") }
    }

    private struct Plan: Encodable {
        let words: [String]
        let variables: [String: String]
        let folder: String
        let rows: Int
        let columns: Int
        let steps: [[String]]
    }

    package var rows: Int
    package var columns: Int

    package init(rows: Int = 24, columns: Int = 80) {
        self.rows = rows
        self.columns = columns
    }

    /// Runs a program to its end, or kills it if it doesn't end.
    package func run(_ program: ChildProgram, _ steps: [Step]) async throws -> Outcome {
        let terminal = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]
        let plan = Plan(
            words: [program.executable] + program.arguments,
            variables: terminal.merging(program.variables) { $1 }, folder: program.folder, rows: rows,
            columns: columns, steps: steps.map(\.words))
        let folder = try TemporaryFolder()
        let (input, output) = (folder.url.appending(path: "plan"), folder.url.appending(path: "outcome"))
        try JSONEncoder().encode(plan).write(to: input)
        var driver = ChildProgram(
            executable: "/usr/bin/env", arguments: ["python3", "-c", Self.script, input.path(), output.path()])
        driver.keeps = program.keeps
        try await driver.run()
        return try JSONDecoder().decode(Outcome.self, from: Data(contentsOf: output))
    }

    /// The limit of a minute is for programs that hang; nothing else takes that long.
    private static let script = """
        import fcntl, json, os, select, signal, struct, sys, termios, time
        with open(sys.argv[1]) as file:
            plan = json.load(file)
        master, slave = os.openpty()
        resize = lambda rows, columns: fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        resize(plan["rows"], plan["columns"])
        before = termios.tcgetattr(slave)
        child = os.fork()
        if child == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for number in range(3):
                os.dup2(slave, number)
            os.closerange(3, 1024)
            os.chdir(plan["folder"])
            os.execve(plan["words"][0], plan["words"], plan["variables"])
        output, seen, status, missing, echoes = b"", 0, None, None, []
        deadline = time.monotonic() + 60

        def read(patience):
            global output
            if not select.select([master], [], [], patience)[0]:
                return False
            output += os.read(master, 65536)
            return True

        def has_ended():
            global status
            if status is None:
                pid, code = os.waitpid(child, os.WNOHANG)
                status = code if pid else None
            return status is not None

        def expect(text):
            global seen, missing
            while (place := output.find(text, seen)) < 0:
                if not read(0.02) and (has_ended() and not read(0) or time.monotonic() > deadline):
                    missing = text.decode()
                    return
            seen = place + len(text)
            echoes.append(bool(termios.tcgetattr(slave)[3] & termios.ECHO))

        for step in plan["steps"]:
            if missing is not None:
                break
            if step[0] == "expect":
                expect(step[1].encode())
            elif step[0] == "type":
                os.write(master, step[1].encode())
            elif step[0] == "signal":
                os.kill(child, int(step[1]))
            else:
                resize(int(step[1]), int(step[2]))
        while not has_ended() and missing is None and time.monotonic() < deadline:
            read(0.02)
        killed = not has_ended()
        if killed:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        while read(0):
            pass
        with open(sys.argv[2], "w") as file:
            json.dump({
                "exitCode": None if killed else os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status),
                "output": output.decode(errors="replace"), "missing": missing,
                "isRestored": termios.tcgetattr(slave) == before, "echoes": echoes}, file)
        """
}
