import Catalog
import Kernel

/// Writes an index of the reference for models.
struct WriteLLMs: Command, Equatable {
    static let configuration = CommandConfiguration(
        "llms", summary: "Write llms.txt, an index for models", effect: .local,
        related: ["docs markdown", "docs json", "mcp"],
        examples: [Example("llms --output-dir docs", "Write docs/llms.txt, beside docs/reference")])

    @OptionGroup var folder: FolderArgument

    func run(in context: Context) async throws {
        let program = context.program
        let mark = "<!-- Written by '\(program.name) docs llms'; changes made by hand are lost. -->"
        let text = Self.text(program, mark, try ReferenceTopic.all(of: program))
        try DocumentFolder(path: folder.outputDir, context: context, mark: mark).write([("llms.txt", text)])
    }

    private static func text(_ program: Program, _ mark: String, _ topics: [ReferenceTopic]) -> String {
        let head = [
            "# \(program.name)", "> \(program.summary).", mark,
            "Every command has `--json`, `--fields` and exit codes for programs. `\(program.name) docs json` writes the whole "
                + "tree as a manifest.",
        ]
        let agents =
            program.registry.shownEntry(at: ["mcp"]) == nil
            ? []
            : [
                "## For agents",
                "- [\(program.name) mcp](agents.md): commands as typed tools of the Model Context Protocol; secrets never "
                    + "reach the model, and the person is asked before each change",
            ]
        let commands = topics.compactMap { topic -> String? in
            guard case .command = topic.kind else { return nil }
            let link = "[\(topic.line(program))](reference/\(MarkdownPage.fileName(of: topic.path, program)))"
            return "- \(link): \(topic.summary)"
        }
        return (head + agents + ["## Commands", commands.joined(separator: "\n")]).joined(separator: "\n\n") + "\n"
    }
}
