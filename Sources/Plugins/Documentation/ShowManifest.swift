import Catalog
import Kernel

/// Describes the whole tree of commands as one JSON document.
struct ShowManifest: Command, Equatable {
    static let configuration = CommandConfiguration(
        "json", summary: "Describe every command in JSON, for programs that call this one",
        discussion: "The document's schemaVersion changes when a reader of the old one would misread the new one.",
        effect: .local, related: ["docs man", "docs markdown"],
        examples: [Example("json", "Write the manifest to stdout")])

    func run(in context: Context) async throws {
        let places = try ReferenceTopic.all(of: context.program)
        let value = try JSONValueEncoder.encode(ProgramManifest(context.program, places))
        try context.output.line(JSONWriter.text(of: value, indented: true))
    }
}
