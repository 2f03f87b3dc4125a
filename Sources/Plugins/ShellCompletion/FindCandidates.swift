import Kernel
import TabCompletion

/// Answers the shells' completion scripts when the user presses TAB.
struct FindCandidates: Command, Equatable {
    static let configuration = CommandConfiguration(
        "candidates", summary: "Answer a shell's script when TAB is pressed", effect: .local, visibility: .hidden)

    @Option(help: "The shell")
    var shell: Shell

    @Option(help: "The word at the cursor as the shell's script has it")
    var word = ""

    @Flag(help: "Leave out descriptions")
    var noDescriptions = false

    @Argument("WORD", help: "The words before it; for bash, the whole line up to the cursor")
    var words: [String] = []

    func run(in context: Context) async throws {
        let engine = CompletionEngine(context.program, in: context.world, describes: !noDescriptions)
        let lines = await shell.question(words, word).answer(from: engine)
        if !lines.isEmpty { try context.output.text(lines.joined(separator: "\n")) }
    }
}

/// The shells with a completion script.
enum Shell: String, CaseIterable, ArgumentValue {
    case bash
    case zsh
    case fish
    case powershell

    func question(_ words: [String], _ word: String) -> any ShellQuestion {
        switch self {
        case .bash: BashQuestion(line: words.joined(separator: " "), replaced: word)
        case .zsh: ZshQuestion(line: TypedLine(words, word: word))
        case .fish: FishQuestion(words: words, word: word)
        case .powershell: PowerShellQuestion(words: words, word: word)
        }
    }
}

/// A question of one shell's script, with its answer.
protocol ShellQuestion: Sendable {
    /// Returns the lines for the script, the first of which gives their kind; empty if there are no candidates.
    func answer(from engine: CompletionEngine) async -> [String]
}

extension CompletionReply {
    /// The first line of an answer, which gives the kind of the others.
    var directive: String {
        switch content {
        case .candidates: isOpen ? "open" : "words"
        case .files: "files"
        case .folders: "folders"
        }
    }

    /// Whether there are no candidates.
    var isEmpty: Bool { content == .candidates([]) }
}
