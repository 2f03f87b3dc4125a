public import Kernel

extension CommandTest {
    /// What TAB offers at the end of a line, as far as it goes on with what is typed.
    ///
    /// ```swift
    /// #expect(try await test.completions(of: "garden water --plant ").map(\.value) == ["fern", "moss"])
    /// ```
    /// The line has no program's name; with a space at its end, it is the next word that is completed. What is wrong
    /// with requests and files throws as for a command.
    public func completions(of line: String) async throws -> [Completion.Candidate] {
        try await completionReply(of: line).matching(Self.typed(line).word)
    }

    /// The whole answer that the shell's script is made from.
    package func completionReply(of line: String) async throws -> CompletionReply {
        CompletionReply(text: try await complete(line).stdout)
    }

    /// Every file after TAB was pressed at the end of a line.
    package func filesAfterCompletion(of line: String) async throws -> [String: String] {
        try await complete(line).files
    }

    private func complete(_ line: String) async throws -> CommandResult {
        let typed = Self.typed(line)
        var test = self
        test.program = Program(
            name: program.name, version: program.version, summary: program.summary,
            plugins: program.registry.plugins + [ReplyPlugin.self])
        let result = try await test.run(["reply", "--word=\(typed.word)", "--"] + typed.words)
        guard result.exitCode == .success, result.stderr.isEmpty else {
            throw UnmetExpectation("completion said: \(result.stderr)")
        }
        return result
    }

    private static func typed(_ line: String) -> TypedLine {
        let words = ShellWords.split(line)
        guard let last = words.last, line.last?.isWhitespace == false else { return TypedLine(words) }
        return TypedLine(words.dropLast(), word: last)
    }
}

/// Asks for completion from inside a run, where a test's world is.
private enum ReplyPlugin: Plugin {
    static let manifest = PluginManifest("reply", summary: "Show what TAB offers")
    static let commands: [any Command.Type] = [ShowReply.self]
}

private struct ShowReply: Command {
    static let configuration = CommandConfiguration(
        "reply", summary: "Show what TAB offers", effect: .local, visibility: .hidden)

    @Option(help: "The word at the cursor") var word = ""
    @Argument("WORD", help: "The words before it") var words: [String] = []

    func run(in context: Context) async throws {
        let engine = CompletionEngine(context.program, in: context.world)
        try context.output.text(await engine.reply(to: TypedLine(words, word: word)).text)
    }
}

extension CompletionReply {
    /// The answer in lines: what it is, whether the word may go on, the stem, and a candidate each.
    fileprivate var text: String {
        let kind =
            switch content {
            case .candidates: "candidates"
            case .files: "files"
            case .folders: "folders"
            }
        return ([kind, String(isOpen), stem] + candidates.map { "\($0.value)\t\($0.description)" })
            .joined(separator: "\n")
    }

    fileprivate init(text: String) {
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let candidates = lines.dropFirst(3).map { line in
            let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return Completion.Candidate(parts[0], parts.count == 2 ? parts[1] : "")
        }
        self.init(
            content: lines[0] == "files" ? .files : lines[0] == "folders" ? .folders : .candidates(candidates),
            stem: lines[2], isOpen: lines[1] == "true")
    }
}
