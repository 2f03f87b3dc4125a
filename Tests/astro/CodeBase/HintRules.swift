import Kernel
import KernelTesting

/// The hints in the sources, with the words that are known at compile time.
struct HintRules {
    private let check: HintCheck

    init(_ program: Program) { check = HintCheck(program) }

    /// A command line that a file hints at.
    struct Line {
        let place: String
        let words: [String]
    }

    private static let scopes = ["deployment", "workspace", "organization"]
    /// The groups of commands for tokens of wider scopes.
    private static let groups = [
        "deployment token organization-token", "deployment token workspace-token", "workspace token organization-token",
    ]

    /// Every hint of a file that names something that the program lacks, or no action.
    func complaints(_ file: SourceFile) -> [String] {
        guard !Self.exempt.contains(where: file.path.hasPrefix) else { return [] }
        let lines = Self.lines(file).compactMap { line in
            check.complaint(ofLine: line.words).map { "\(line.place): '\(line.words.joined(separator: " "))': \($0)" }
        }
        let texts = Self.texts(file).compactMap { text in check.complaint(text).map { "\(file.path): \($0)" } }
        return lines + texts + Self.strings(file)
    }

    /// Every command line that a file hints at, for each scope that it may be about.
    static func lines(_ file: SourceFile) -> [Line] {
        let plain = SourceCode.calls([".command(", "Hint.command(", "(command:"], in: file)
        let families = SourceCode.calls(
            ["scope.command(", "family.command(", "place.command(", "overlap.command(", "pending.command("], in: file)
        let agents = SourceCode.calls(["family.command(", "agents.command("], in: file)
        let guests = file.path.hasSuffix("Roles/RoleChange.swift") ? SourceCode.calls([" command("], in: file) : []
        return plain.flatMap { call in paths(call, [""]).map { line(call, $0, in: file) } }
            + families.flatMap { call in
                scopes.flatMap { scope in
                    let place = call.name == "place.command(" && scope != "organization" ? ["--\(scope)"] : []
                    return paths(call, ["\(scope) token "]).map { line(call, $0, place, in: file) }
                }
            } + agents.flatMap { call in paths(call, ["deployment agent-token "]).map { line(call, $0, in: file) } }
            + guests.flatMap { call in paths(call, groups.map { $0 + " " }).map { line(call, $0, in: file) } }
    }

    private static func line(
        _ call: SourceCode.Call, _ path: String, _ options: [String] = [], in file: SourceFile
    ) -> Line {
        let given = strings(in: call.arguments).dropFirst().filter {
            $0.hasPrefix("-") && !$0.contains("\\") && $0 != "-"
        }
        return Line(
            place: "\(file.path):\(call.line)", words: path.split(separator: " ").map(String.init) + given + options)
    }

    /// The paths that a call's first argument may have; none if it isn't a string, or belongs to a declaration.
    private static func paths(_ call: SourceCode.Call, _ prefixes: [String]) -> [String] {
        guard call.arguments.drop(while: \.isWhitespace).first == "\"", let path = strings(in: call.arguments).first,
            !path.contains("\\(verb)")
        else { return [] }
        let parts = path.split(separator: "\\(", omittingEmptySubsequences: false)
        let rest = parts.dropFirst().map { $0.drop { $0 != ")" }.dropFirst() }
        return prefixes.flatMap { prefix in
            parts.count == 1
                ? [prefix + path] : scopes.map { scope in prefix + rest.reduce(String(parts[0])) { $0 + scope + $1 } }
        }
    }

    /// The text between quotation marks, as it is written.
    private static func strings(in code: Substring) -> [String] {
        var strings: [String] = []
        var text: String?
        var rest = code
        while let character = rest.popFirst() {
            if character == "\"" {
                if let finished = text { strings.append(finished) }
                text = text == nil ? "" : nil
            } else if character == "\\", text != nil {
                text?.append(character)
                if let next = rest.popFirst() { text?.append(next) }
            } else {
                text?.append(character)
            }
        }
        return strings
    }

    /// The hints that a file writes as plain strings.
    static func texts(_ file: SourceFile) -> [String] {
        let code = file.lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
        return ["hint: \"", "hint: (\"", ".otherwise(\"", "ifUnanswered: \"", "hint = \""].flatMap { opening in
            code.split(separator: opening, omittingEmptySubsequences: false).dropFirst().compactMap { rest in
                let text = rest.prefix { $0 != "\"" && $0 != "\n" }
                return text.contains("\\(") ? nil : String(text)
            }
        }
    }

    /// Lines that name the program in a string, which is another program's name elsewhere.
    private static func strings(_ file: SourceFile) -> [String] {
        file.numbered.compactMap { number, line in
            guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { return nil }
            let isNamed = strings(in: line).contains { text in
                text.ranges(of: "astro ").contains { range in
                    let before = text[..<range.lowerBound].last
                    return before == nil || before == " " || before == "'" || before == "("
                }
            }
            return isNamed ? "\(file.path):\(number): names the program in a string" : nil
        }
    }

    /// Help that shows how a shell reads what the program writes, and a check that reads hints.
    private static let exempt = ["Sources/Plugins/ShellCompletion/Scripts/", "Sources/KernelTesting/"]
}
