@testable import Base
@testable import Delivery
@testable import OperatingSystem
import Support
import Foundation
import KernelTesting
import Testing

/// Files that nobody would write by hand, and some that people do; the shell itself reports what they set.
@Suite("A dotenv file that a shell sources", .enabled(if: access("/bin/bash", X_OK) == 0))
struct DotenvFuzzTests {
    /// A shell's view of one file.
    struct Seen: Equatable {
        let value: String
        let others: String
    }

    @Test("has the new value afterwards, and keeps every other variable", arguments: 1...8)
    func fuzz(seed: Int) async throws {
        var random = SeededText(UInt64(seed))
        let folder = try TemporaryFolder()
        var values: [String] = []
        var files: [(before: [UInt8], after: [UInt8])] = []
        var refused = 0
        while files.count < 150 {
            let before = Array(random.file().utf8)
            let value = random.choice(SeededText.newValues)
            guard let after = try? DotenvFile(before).setting("T", to: value) else {
                refused += 1
                continue
            }
            try Data(before).write(to: URL(filePath: "\(folder.path)/\(files.count).before"))
            try Data(after).write(to: URL(filePath: "\(folder.path)/\(files.count).after"))
            files.append((before, after))
            values.append(value)
        }
        #expect(refused < 30)
        let seen = try await source(folder)
        for (index, value) in values.enumerated() {
            let story =
                "seed \(seed), file \(index): \(text(files[index].before).debugDescription) became "
                + text(files[index].after).debugDescription
            let before = try #require(seen["./\(index).before"], "\(story)")
            let after = try #require(seen["./\(index).after"], "\(story)")
            #expect(after.value == value, "\(story)")
            #expect(after.others == before.others, "\(story)")
            guard after == Seen(value: value, others: before.others) else { continue }
            let again = try DotenvFile(files[index].after).setting("T", to: value)
            #expect(again == files[index].after, "\(story), and grows")
        }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Has one shell source every file of a folder.
    ///
    /// In the background and not in `( … )`, where bash 5.2 ends with the last command of a sourced file.
    private func source(_ folder: TemporaryFolder) async throws -> [String: Seen] {
        let script = """
            cd "$1" || exit
            for file in ./*.before ./*.after; do
                {
                    set -a
                    . "$file" >/dev/null 2>&1 </dev/null
                    printf '%s\\0%s\\0' "$file" "$T"
                    unset T
                    printf '%s\\0' "$(export -p)"
                } &
                wait
            done
            """
        try Data(script.utf8).write(to: URL(filePath: "\(folder.path)/script"))
        let bash = Subprocess(
            words: ["/bin/bash", "\(folder.path)/script", folder.path],
            environment: Environment(variables: ["PATH": "/usr/bin:/bin"]))
        let outcome = try await bash.run(input: [], timeout: .seconds(300), capturesOutput: true)
        #expect(outcome.exitCode == 0)
        #expect(outcome.output.last == 0, "the output is cut off")
        let fields = text(outcome.output).components(separatedBy: "\0")
        return stride(from: 0, to: fields.count - 2, by: 3).reduce(into: [:]) { seen, index in
            seen[fields[index]] = Seen(value: fields[index + 1], others: fields[index + 2])
        }
    }
}

/// Generates dotenv files from a grammar of valid and odd lines.
private struct SeededText {
    static let newValues = [
        "eyJhbGciOi.JSUzI1.NiJ9-_x", "two words", "it's", "$HOME`x`\\\"", "#x", "äöü", "a;b&c|d", "two\nlines",
        "~/x", "*",
    ]

    private var random: SeededNumbers

    init(_ seed: UInt64) { random = SeededNumbers(seed) }

    mutating func choice(_ words: [String]) -> String { words[random.number(below: words.count)] }

    private mutating func happens(_ percent: Int) -> Bool { random.number(below: 100) < percent }

    mutating func file() -> String {
        // A shell doesn't recognize a keyword after a byte order mark, and so fails at the end of the block.
        var text = happens(8) ? "\u{FEFF}\(assignment())\(tail())\n" : ""
        for _ in 0..<random.number(below: 9) { text += line() + "\n" }
        return happens(15) ? String(text.dropLast()) : text
    }

    private mutating func line() -> String {
        if happens(12) {
            return choice([
                "", "# it's a note", "  # T=no \"", "\t", "unset T", "T+=more", "export T", ": ${T:=x}", "true && A=2",
                "# T='", "export -p", "true # '",
            ])
        }
        if happens(15) { return compound() }
        return choice(["", "", "", "export ", "export\t", "  ", "\t", "declare -x "]) + assignment() + tail()
    }

    private mutating func compound() -> String {
        let inner = assignment()
        return choice([
            "if true; then \(inner); fi", "if false\nthen\n\(inner)\nelse\n  B=else\nfi", "{ \(inner); }", "(\(inner))",
            "f() { \(inner); }", "f() {\n\(inner)\n}", "false && \(inner)", "true || \(inner)", "\(inner) true",
            "case a in a) \(inner);; esac", "case a in\n  a) \(inner);;\n  *) T=never ;;\nesac",
            "for i in 1 2; do \(inner); done", "while false; do \(inner); done", "[ -n \"$A\" ] && \(inner)",
            "[[ $A == x ]] || \(inner)", "\(inner) | cat", "\(inner) >/dev/null",
        ])
    }

    private mutating func assignment() -> String {
        let name = choice(["T", "T", "T", "A", "B", "TT", "T_2", "_x"])
        if happens(6) { return choice(["\(name) = spaced", "\(name)= spaced", "\"\(name)=quoted\"", "\(name) =x"]) }
        return name + "=" + (0..<(1 + random.number(below: 3))).map { _ in part() }.joined()
    }

    private mutating func part() -> String {
        choice([
            "plain", "1", "a.b-c/d:e", "a#b", "", "'single'", "'a b # \" $x'", "'two\nlines'", "\"double\"",
            "\"a 'b' # c\"",
            "\"x\\\"y\\\\\"", "\"two\nT=inner\nlines\"", "$A", "${B:-a b}", "\"${B:-'x'}\"", "$(echo \"a b\" 'c')",
            "\"$(echo \"q\")\"", "`echo b`", "\\ ", "\\'", "\\\"", "\\\n", "$'it\\'s'", "$((1 + (2)))", "a=b", "ü", "!",
            "^%@",
            "{x}", "5$\"\"", "\"\"",
        ])
    }

    private mutating func tail() -> String {
        choice([
            "", "", "", "", " ", "\t", " # note", "\t# it's", " ; ", ";", "; A=3", ";B='x y'", " && B=4", " B=5",
            "; # \"",
        ])
    }
}
