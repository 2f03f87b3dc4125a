import Catalog
import Kernel

/// Writes a reference in Markdown, a file for each command and group.
struct WriteMarkdown: Command, Equatable {
    static let configuration = CommandConfiguration(
        "markdown", summary: "Write a reference in Markdown", effect: .local, related: ["docs man", "docs json"],
        examples: [Example("markdown --output-dir docs/reference", "Write a file for each command and group")])

    @OptionGroup var folder: FolderArgument

    func run(in context: Context) async throws {
        let program = context.program
        try DocumentFolder(path: folder.outputDir, context: context, mark: MarkdownPage.mark(program)).write { place in
            (MarkdownPage.fileName(of: place.path, program), MarkdownPage(place: place, program: program).text)
        }
    }
}
