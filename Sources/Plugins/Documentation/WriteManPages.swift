import Catalog
import Kernel

/// Writes a man page for each command and group.
struct WriteManPages: Command, Equatable {
    static let configuration = CommandConfiguration(
        "man", summary: "Write man pages", effect: .local, related: ["docs markdown", "docs json"],
        examples: [Example("man --output-dir ~/.local/share/man/man1", "Write them where man looks")])

    @OptionGroup var folder: FolderArgument

    func run(in context: Context) async throws {
        let program = context.program
        try DocumentFolder(path: folder.outputDir, context: context, mark: ManPage.mark(program)).write { place in
            (place.fileName(program) + ".1", ManPage(place: place, program: program).text)
        }
    }
}
