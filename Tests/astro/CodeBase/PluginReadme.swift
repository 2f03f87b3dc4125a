import Kernel
import KernelTesting

/// The page that a plugin's folder opens with.
struct PluginReadme {
    /// The parts that every such page has, in this order.
    static let sections = ["What it is for", "Commands", "Examples", "Errors"]

    let path: String
    let lines: [Substring]

    init(_ file: SourceFile) {
        path = file.path
        lines = file.lines
    }

    /// Which parts are missing, out of order, or empty, and which commands are not named.
    ///
    /// - Parameter commands: The paths of the plugins' commands that people are told of.
    func complaints(commands: [String]) -> [String] {
        let headings = lines.filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
        let order = headings == Self.sections ? [] : ["\(path): its sections are not \(Self.sections)"]
        let empty = Self.sections.filter { section($0).allSatisfy { $0.allSatisfy(\.isWhitespace) } }.map {
            "\(path): '\($0)' is empty"
        }
        let table = section("Commands").joined(separator: "\n")
        let unnamed = commands.filter { !table.contains("`astro \($0)`") }.map {
            "\(path): does not name 'astro \($0)'"
        }
        return order + empty + unnamed + (examples.isEmpty ? ["\(path): has no example in a block of sh"] : [])
    }

    /// The lines that people can copy: what stands in blocks of `sh`, without comments.
    var examples: [String] {
        var isInside = false
        return section("Examples").compactMap { line in
            if line.hasPrefix("```") {
                isInside = line == "```sh"
                return nil
            }
            return isInside && !line.isEmpty && !line.hasPrefix("#") ? String(line) : nil
        }
    }

    private func section(_ name: String) -> ArraySlice<Substring> {
        guard let start = lines.firstIndex(of: "## \(name)") else { return [] }
        return lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
    }
}

/// A shell that knows one program, on a machine of its own that has nothing but the sandbox.
struct ExampleShell {
    private var test: CommandTest
    private let program: Program
    /// The changing commands that ran, and whether any of their runs is in the audit log.
    private var changes: [DeclarationPlace: Bool] = [:]

    init(_ program: Program) {
        self.program = program
        test = CommandTest()
        test.program = program
        test.variables["ASTRO_DOMAIN"] = "sandbox"
        test.allowsWriting = true
    }

    /// Runs a line as a script would, and says what is wrong with it as an example.
    ///
    /// What changes something must get by without an answer: it asks nothing, or it takes `--yes`. Where the line
    /// has that flag, the command asks without it.
    mutating func complaint(_ line: String) async throws -> String? {
        guard line.hasPrefix("astro ") else { return "'\(line)' is no line of astro" }
        let words = ShellWords.split(line).dropFirst()
        if words.contains("--yes") {
            let unforced = try await test.run(words.filter { $0 != "--yes" } + ["--no-input"])
            if unforced.exitCode != .cancelled { return "'\(line)' asks nothing without --yes" }
        }
        let result = try await test.run(Array(words))
        test.files = result.files
        guard result.exitCode == .success else {
            return "'\(line)' ends with \(result.exitCode.rawValue) and prints:\n\(result.stdout)\(result.stderr)"
        }
        if let change = try changingCommand(line) {
            changes[change] = changes[change] == true || !result.audit.isEmpty
        } else if !result.audit.isEmpty {
            return "'\(line)': effect: it says that it changes nothing, but the audit log has \(result.audit)"
        }
        return nil
    }

    /// The changing commands that ran without a trace in the audit log.
    var unaudited: [String] {
        changes.filter { !$0.value }.map { "\($0.key): effect: it changes something that no request asks for" }.sorted()
    }

    /// The declaration of the command that a line names, where that changes something.
    func changingCommand(_ line: String) throws -> DeclarationPlace? {
        let words = Array(ShellWords.split(line).dropFirst())
        guard case .command(let command, _) = try CommandLookup(words, in: program.registry).target else { return nil }
        let configuration = command.configuration
        return configuration.effect == .changes ? configuration.declaredAt : nil
    }
}
