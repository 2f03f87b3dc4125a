import Kernel

/// Resets the sandbox to its initial state.
struct ResetSandbox: Command, Equatable {
    static let configuration = CommandConfiguration(
        "reset", summary: "Reset the sandbox to its initial state", effect: .local,
        examples: [
            Example("reset", "Discard every change"), Example("reset --tokens 10000", "Measure with many tokens"),
        ])

    @Option(help: "How many generated tokens to add to the first Deployment", validate: .range(0...1_000_000))
    var tokens = 0

    func run(in context: Context) async throws {
        let store = SandboxStore(stateDirectory: try context.environment.stateDirectory(), files: context.files)
        try store.reset(extraTokens: tokens)
        context.output.notice("The sandbox was reset.")
    }
}
