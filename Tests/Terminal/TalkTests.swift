@testable import Terminal
import KernelTesting
import Testing

@Suite("Talk on stderr")
struct TalkTests {
    @Test(
        "follows the verbosity",
        arguments: [
            (Verbosity.error, ""), (.warn, "notice\nwarning: warning\n"), (.info, "notice\nwarning: warning\ninfo\n"),
            (.debug, "notice\nwarning: warning\ninfo\ndebug\n"),
        ])
    func verbosity(level: Verbosity, expected: String) {
        let screen = Screen { $0.verbosity = level }
        screen.output.notice("notice")
        screen.output.warning("warning")
        screen.output.info("info")
        screen.output.debug("debug")
        #expect(screen.stderr.text == expected)
        #expect(screen.stdout.text == "")
        #expect(screen.output.isDebugging == (level == .debug))
    }

    @Test("is colored on a terminal")
    func coloured() {
        let screen = Screen(columns: 80)
        screen.output.warning("w")
        #expect(screen.stderr.text == "\u{1B}[33mwarning:\u{1B}[0m w\n")
    }

    @Test(
        "is not colored if the environment says so",
        arguments: [["NO_COLOR": "1"], ["NO_COLOR": "0"], ["CLICOLOR": "0"], ["TERM": "dumb"]])
    func environment(variables: [String: String]) {
        let screen = Screen(columns: 80, variables: variables)
        screen.output.warning("w")
        #expect(screen.stderr.text == "warning: w\n")
    }

    @Test(
        "is colored if the environment does not object",
        arguments: [["NO_COLOR": ""], ["CLICOLOR": "1"], ["TERM": "xterm"]])
    func harmlessEnvironment(variables: [String: String]) {
        let screen = Screen(columns: 80, variables: variables)
        screen.output.warning("w")
        #expect(screen.stderr.text.contains("\u{1B}[33m"))
    }

    @Test("is not colored with --no-color or in a pipe")
    func plain() {
        for screen in [Screen(columns: 80, { $0.isPlain = true }), Screen()] {
            screen.output.warning("w")
            #expect(screen.stderr.text == "warning: w\n")
        }
    }

    @Test("shows what could act on a terminal as escapes", arguments: ["\u{1B}[2J", "\u{202E}", "a\nerror: forged"])
    func hostile(text: String) throws {
        let screen = Screen(columns: 80) { $0.isPlain = true }
        screen.output.notice(text)
        screen.output.warning(text)
        #expect(screen.stderr.text.split(separator: "\n").count == 2)
        #expect(!screen.stderr.text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
}
