import Kernel
import TabCompletion

/// The candidates in the format of scripts that the Go library cobra generates.
///
/// Each candidate is a line, with its description after a tab; the last line is a colon and a number whose bits tell
/// the script what else to do.
struct CobraAnswer {
    /// The bits of the last line.
    private enum Directive: Int {
        case shellsOwn = 0
        case noSpace = 2
        case noFiles = 4
        case foldersOnly = 16
    }

    private let line: TypedLine
    private let describes: Bool

    init(_ words: [String], describes: Bool) {
        line = TypedLine(Array(words.dropLast()), word: words.last ?? "")
        self.describes = describes
    }

    /// - Throws: ``UnknownCommand`` for a line that another program completes.
    func write(in context: Context) async throws {
        do {
            try context.program.requireOwn(try CommandLookup(line.words, in: context.program.registry))
        } catch let unknown as UnknownCommand where context.program.fallback?.claims(unknown) == true {
            throw unknown
        } catch {}
        let engine = CompletionEngine(context.program, in: context.world, describes: describes)
        let reply = await engine.reply(to: line)
        for candidate in reply.matching(line.word) { try context.output.line(text(of: candidate, after: reply.stem)) }
        let (number, words) = directive(of: reply)
        try context.output.line(":\(number)")
        context.output.notice("Completion ended with directive: \(words)")
    }

    /// Returns the text of a candidate; the script itself keeps the part before the value of `--name=`.
    private func text(of candidate: Completion.Candidate, after stem: String) -> String {
        var value = stem + candidate.value
        if line.word.hasPrefix("-"), line.word.contains("="), let sign = value.firstIndex(of: "=") {
            value = String(value[value.index(after: sign)...])
        }
        return candidate.description.isEmpty ? value : "\(value)\t\(candidate.description)"
    }

    private func directive(of reply: CompletionReply) -> (Int, String) {
        switch reply.content {
        case .files: (Directive.shellsOwn.rawValue, "ShellCompDirectiveDefault")
        case .folders: (Directive.foldersOnly.rawValue, "ShellCompDirectiveFilterDirs")
        case .candidates where reply.isOpen:
            (
                Directive.noSpace.rawValue | Directive.noFiles.rawValue,
                "ShellCompDirectiveNoSpace, ShellCompDirectiveNoFileComp"
            )
        case .candidates: (Directive.noFiles.rawValue, "ShellCompDirectiveNoFileComp")
        }
    }
}
