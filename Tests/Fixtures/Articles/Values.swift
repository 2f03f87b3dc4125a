import Kernel

// What the article about values quotes.

struct Import: Command {
    static let configuration = CommandConfiguration("import", summary: "Import a bundle", effect: .changes)

    @Option(help: "A note for the others", source: .wordOrFile)
    var note: String?

    @Option(help: "The password of the bundle", source: .file)
    var password: String

    func run(in context: Context) async throws {}
}
