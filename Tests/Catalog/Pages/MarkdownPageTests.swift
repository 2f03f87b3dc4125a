import Catalog
import Kernel
import Testing

@Suite("Pages of the reference")
struct MarkdownPageTests {
    private func page(of path: [String]) throws -> String {
        let topic = try #require(try ReferenceTopic.all(of: Meadow.program).first { $0.path == path })
        return MarkdownPage(place: topic, program: Meadow.program).text
    }

    @Test("exist for the program, each group and each command")
    func topics() throws {
        let topics = try ReferenceTopic.all(of: Meadow.program)
        #expect(
            topics.map { $0.path.joined(separator: " ") } == [
                "", "garden", "garden look-at", "garden sow", "garden rest",
            ])
        #expect(
            topics.map { MarkdownPage.fileName(of: $0.path, Meadow.program) }.prefix(2) == [
                "README.md", "platctl-garden.md",
            ])
    }

    @Test("escape anything special in Markdown, even in tables")
    func escapes() throws {
        let text = try page(of: ["garden", "look-at"])
        #expect(text.contains("| `PLANT` | The plant \\| its name |"))
    }

    @Test("link only to related commands of the same program")
    func related() throws {
        let text = try page(of: ["garden", "look-at"])
        #expect(text.contains("## See also\n\n[`platctl garden sow`](platctl-garden-sow.md)\n"))
        #expect(!text.contains("absent"))
    }

    @Test("are not written for a program with invalid declarations")
    func unsound() {
        let program = Program(name: "platctl", version: "1", plugins: [Meadow.Garden.self, Meadow.Garden.self])
        let error = #expect(throws: CommandError.self) { try ReferenceTopic.all(of: program) }
        #expect(error?.message.hasPrefix("nothing was written: garden") == true)
    }
}
