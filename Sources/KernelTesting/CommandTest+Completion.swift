public import Kernel
package import TabCompletion

extension CommandTest {
    /// Returns the completions at the end of a command line that match the typed text.
    ///
    /// ```swift
    /// #expect(try await test.completions(of: "garden water --plant ").map(\.value) == ["fern", "moss"])
    /// ```
    /// Leave out the program's name; with a trailing space, the next word is completed. Unexpected requests and file
    /// accesses throw, as they do for a command.
    public func completions(of line: String) async throws -> [Completion.Candidate] {
        try await completionReply(of: line).matching(Self.typed(line).word)
    }

    /// Returns the whole reply, from which the shell's script is made.
    package func completionReply(of line: String) async throws -> CompletionReply {
        CompletionReply(text: try await complete(line).stdout)
    }

    /// Returns every file after TAB was pressed at the end of a line.
    package func filesAfterCompletion(of line: String) async throws -> [String: String] {
        try await complete(line).files
    }

    private func complete(_ line: String) async throws -> CommandResult {
        let typed = Self.typed(line)
        var test = self
        test.program = Program(
            program.service, version: program.version, summary: program.summary,
            plugins: program.registry.plugins + [ReplyPlugin.self])
        // However busy the machine is: only a person gives up after a second.
        test.variables.merge([program.service.names.variable("COMPLETION_TIMEOUT"): "600"]) { given, _ in given }
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

/// Runs completion as a command, to have the world of a test.
private enum ReplyPlugin: Plugin {
    static let manifest = PluginManifest("reply", summary: "Show what TAB offers")
    static let mounts = [Mount(commands: [ShowReply.self])]
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
    /// The reply in lines: its kind, whether the word can continue, the stem, and the candidates.
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
