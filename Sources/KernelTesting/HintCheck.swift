package import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Checks hints from the view of a person who follows them: their commands and options must exist.
package struct HintCheck {
    private let program: Program

    package init(_ program: Program) { self.program = program }

    /// Returns every hint among the lines that a run wrote to stderr, in JSON or as text.
    package static func hints(in stderr: String) -> [String] {
        var lines = stderr.replacing("\u{1B}[36m", with: "").replacing("\u{1B}[0m", with: "").split(separator: "\n")[
            ...]
        var hints: [String] = []
        while let line = lines.popFirst() {
            if line.hasPrefix("hint: ") {
                var hint = String(line.dropFirst(6))
                while let next = lines.first, continues(hint, next) {
                    hint = (hint.hasSuffix("\\") ? String(hint.dropLast(2)) : hint) + " " + next.drop { $0 == " " }
                    lines.removeFirst()
                }
                hints.append(hint)
            } else if line.hasPrefix(#"{"error":"#),
                let hint = (try? JSONDecoder().decode(Report.self, from: Data(line.utf8)))?.error.hint
            {
                hints.append(hint)
            }
        }
        return hints
    }

    /// Returns whether a command continues in the next line, or is there.
    private static func continues(_ hint: String, _ next: Substring) -> Bool {
        next.hasPrefix("    ") && (hint.hasSuffix(" \\") || hint.hasSuffix(":"))
    }

    private struct Report: Decodable {
        struct Failure: Decodable { let hint: String? }
        let error: Failure
    }

    /// Returns why a hint can't be followed; nil if it can.
    package func complaint(_ hint: String) -> String? {
        let lines = commandLines(in: hint)
        for line in lines {
            if let complaint = complaint(ofLine: line) { return "the hint '\(hint)': \(complaint)" }
        }
        guard lines.isEmpty, !namesOption(hint), !namesVariable(hint), !beginsWithAction(hint) else { return nil }
        return "the hint '\(hint)' names no command, option, variable or action"
    }

    /// Returns the words after each mention of the program, up to the quote or parenthesis around them.
    private func commandLines(in hint: String) -> [[String]] {
        var lines: [[String]] = []
        var rest = hint[...]
        while let range = rest.firstRange(of: program.name + " ") {
            let before = rest[..<range.lowerBound].last
            rest = rest[range.upperBound...]
            guard before?.isLetter != true, before?.isNumber != true, before != "-" else { continue }
            let line: Substring =
                switch before {
                case "'": rest.prefix { $0 != "'" }
                case "(": rest.prefix { $0 != ")" }
                default: rest
                }
            lines.append(ShellWords.split(String(line)))
            rest = rest[line.endIndex...]
        }
        return lines
    }

    /// Returns why a command line can't be typed; nil if it names a command or group, and only options of that.
    package func complaint(ofLine words: [String]) -> String? {
        do {
            let lookup = try CommandLookup(words, in: program.registry)
            switch lookup.withDefault.target {
            case .group(let flags):
                return flags.filter { $0 != "--help" }.first.map { "\(lookup.path) is a group without \($0)" }
            case .command(let command, let arguments):
                let schema = try lookup.common.schema(of: command)
                let unknown = arguments.prefix { $0 != "--" }.first { !isKnown($0, schema) }
                return unknown.map { "\(lookup.path.joined(separator: " ")) has no option \($0)" }
            }
        } catch {
            return CommandError(describing: error).message
        }
    }

    private func isKnown(_ word: String, _ schema: ArgumentSchema) -> Bool {
        guard word.hasPrefix("-"), word.count > 1 else { return true }
        if word.hasPrefix("--") { return schema.named(String(word.dropFirst(2).prefix { $0 != "=" })) != nil }
        return word.dropFirst().first.flatMap(schema.short) != nil
    }

    private func namesOption(_ hint: String) -> Bool {
        hint.split { " ()'\"".contains($0) }.contains { word in
            word.hasPrefix("--") && word.count > 3 || word.hasPrefix("-") && word.dropFirst().first?.isLetter == true
        }
    }

    private func namesVariable(_ hint: String) -> Bool {
        hint.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { word in
            word.contains("_") && word.allSatisfy { $0 == "_" || $0.isUppercase || $0.isNumber }
        }
    }

    private func beginsWithAction(_ hint: String) -> Bool {
        let isQuestion = hint.hasPrefix("did you mean ") && hint.hasSuffix("?")
        return isQuestion || hint.split(separator: " ").first.map { Self.actions.contains(String($0)) } == true
    }

    /// The verbs of actions besides running a command of the program.
    private static let actions: Set = [
        "allow", "ask", "cd", "check", "chmod", "chown", "correct", "end", "export", "find", "free", "give", "install",
        "list", "name", "pass", "quote", "remove", "report", "rotate", "see", "set", "sudo", "try", "use", "write",
    ]
}
