import Foundation
import KernelTesting
import Testing

/// Code in articles is compiled: it comes from a fixture, the plugin's template or a test of the product.
@Suite("The articles")
struct ArticleTests {
    private static let folders = ["Tests/Fixtures/Articles", "plugin-template"]

    /// The articles besides the tutorials, which are built as a whole.
    private static func articles() throws -> [String] {
        try ["Kernel", "AstroAPI", "AstroSandbox", "KernelTesting"].flatMap { module -> [String] in
            let folder = "Sources/\(module)/\(module).docc"
            return try FileManager.default.contentsOfDirectory(atPath: CodeBase.root.appending(path: folder).path())
                .filter { $0.hasSuffix(".md") && !["TenMinutes.md", "OwnResource.md"].contains($0) }
                .map { "\(folder)/\($0)" }
        }.sorted()
    }

    /// Code without its indentation, which differs between an article and a function.
    private static func flat(_ text: some StringProtocol) -> String {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
    }

    private func snippets(of path: String) throws -> [String] {
        let text = try CodeBase.file(path).lines.joined(separator: "\n")
        return text.split(separator: "```swift\n").dropFirst().compactMap { $0.split(separator: "\n```").first }.map(
            Self.flat)
    }

    @Test("quote code that is compiled", arguments: try articles())
    func snippets(path: String) throws {
        let code = try Self.folders.flatMap { try CodeBase.files(in: $0) }.map {
            Self.flat($0.lines.joined(separator: "\n"))
        }
        for snippet in try snippets(of: path) {
            #expect(code.contains { $0.contains(snippet) }, "\(snippet)")
            #expect(!code.contains { $0.contains(snippet + "!") })
        }
    }

    @Test("are linked from their module's page")
    func links() throws {
        for path in try Self.articles() + ["Sources/AstroSandbox/AstroSandbox.docc/OwnResource.md"] {
            let url = URL(filePath: path)
            let name = url.deletingPathExtension().lastPathComponent
            let module = url.deletingLastPathComponent().deletingPathExtension().lastPathComponent
            let page = try CodeBase.file("Sources/\(module)/\(module).docc/\(module).md")
            #expect(name == module || page.lines.contains("- <doc:\(name)>"), "\(path)")
        }
    }
}
