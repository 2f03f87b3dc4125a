import Kernel

/// Answers a completion script of the official CLI, with descriptions.
struct CompleteForCobra: Command, Equatable {
    static let configuration = CommandConfiguration(
        "__complete", summary: "Answer a completion script of the official CLI", effect: .local, audience: .people,
        visibility: .hidden, takesWordsVerbatim: true)

    @Argument("WORD", help: "The words so far; the last one is being typed")
    var words: [String] = []

    func run(in context: Context) async throws { try await CobraAnswer(words, describes: true).write(in: context) }
}

/// Answers a completion script of the official CLI, without descriptions.
struct CompleteForCobraWithoutDescriptions: Command, Equatable {
    static let configuration = CommandConfiguration(
        "__completeNoDesc", summary: "Answer a completion script of the official CLI without descriptions",
        effect: .local, audience: .people, visibility: .hidden, takesWordsVerbatim: true)

    @Argument("WORD", help: "The words so far; the last one is being typed")
    var words: [String] = []

    func run(in context: Context) async throws { try await CobraAnswer(words, describes: false).write(in: context) }
}
