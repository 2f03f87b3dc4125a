import Foundation
import Kernel
import KernelTesting
import Testing

@testable import astro

/// The screens of the most used commands, compared with the recorded ones.
@Suite("Golden screens of the program")
struct GoldenScreenTests {
    /// The command lines, by the names of their files.
    static let lines: [(name: String, line: String)] = [
        ("deployment-token-list", "deployment token list --deployment-id cdeployment0000production"),
        ("deployment-token-list-wide", "deployment token list --deployment-id cdeployment0000production -o wide"),
        ("organization-token-list", "organization token list"),
        ("organization-token-roles", "organization token roles ctoken0000000000terraform"),
        ("deployment-token-check", "deployment token check --deployment-id cdeployment0000production"),
        ("deployment-list", "deployment list --all"),
        ("deployment-inspect", "deployment inspect cdeployment0000production"),
        ("workspace-list", "workspace list"),
        ("organization-list", "organization list"),
        ("context-list", "context list"),
        ("help", "--help"),
        ("rotate-help", "deployment token rotate --help"),
    ]

    /// What a line shows: the result, then the messages, with visible escapes.
    func screen(_ line: String, columns: Int, isColored: Bool) async throws -> String {
        let (output, error) = (BufferSink(columns: columns, rows: 24), BufferSink(columns: columns, rows: 24))
        let variables = ["HOME": "/home/test", "LANG": "C.UTF-8", "TERM": "xterm-256color"]
        let plain = isColored ? [:] : ["NO_COLOR": "1"]
        let world = World(
            environment: Environment(variables: variables.merging(plain) { $1 }, workingDirectory: "/work"),
            console: Console(input: ScriptedInput([], isTerminal: true), output: output, error: error),
            files: InMemoryFileSystem(allowsWriting: true), clock: FixedClock(),
            openTransport: { _ in ScriptedTransport([]) })
        _ = await astro.program.run(ShellWords.split(line + " --context sandbox"), in: world)
        return (output.text + error.text).replacing("\u{1B}", with: "\\e")
    }

    @Test("are unchanged at 40, 80 and 120 columns, with and without color", arguments: lines.map(\.name))
    func screens(name: String) async throws {
        let line = try #require(Self.lines.first { $0.name == name }).line
        var all = ""
        for columns in [40, 80, 120] {
            for isColored in [false, true] {
                let screen = try await screen(line, columns: columns, isColored: isColored)
                all += "$ astro \(line) # \(columns) columns\(isColored ? ", in color" : "")\n\(screen)\n"
            }
        }
        #expect(try GoldenFile("Screens/\(name).txt").difference(from: all) == nil)
    }

    @Test("have no table that is wider than the terminal", arguments: [20, 40, 80, 200])
    func width(columns: Int) async throws {
        for (_, line) in Self.lines where !["inspect", "check", "help"].contains(where: line.contains) {
            let screen = try await screen(line, columns: columns, isColored: false)
            for row in screen.split(separator: "\n") where !row.hasPrefix("The terminal") {
                #expect(DisplayWidth.of(String(row)) <= columns, "\(line): \(row)")
            }
        }
    }

    @Test("are reported with the line that changed")
    func plantedChange() async throws {
        guard !GoldenFile.isRefreshing else { return }
        let file = GoldenFile("Screens/workspace-list.txt")
        let changed = try String(contentsOfFile: file.path, encoding: .utf8).replacing("NAME", with: "MANE")
        #expect(try file.difference(from: changed)?.contains("line 2") == true)
    }
}
