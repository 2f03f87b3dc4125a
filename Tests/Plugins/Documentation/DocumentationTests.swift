import Documentation
import AstroAPI
import Kernel
import KernelTesting
import Testing

@Suite("astro docs")
struct DocumentationTests {
    struct Water: Command {
        static let configuration = CommandConfiguration(
            "water", aliases: ["wa"], summary: "Water a plant | bed",
            discussion: ".begins with a dot\nand 'quotes' \\n",
            effect: .changes, related: ["garden rake", "beds gone"],
            examples: [Example("water rose --litres 2", "Water a lot")])
        static let rules = [ArgumentRule.exclusive("litres", "drops")]
        @Argument("PLANT", help: "Which *plant*") var plant: String
        @Option("l", help: "How much", validate: .range(1...10)) var litres: Int?
        @Option(help: "How little") var drops: Int?
        @Option(help: "A secret", source: .file) var key: String?
        @Option(help: "Old", visibility: .deprecated(replacement: "--litres")) var amount: Int?
        @Option(help: "Hidden", visibility: .hidden) var magic: Int?
        func run(in context: Context) async throws {}
    }

    struct Rake: Command {
        static let configuration = CommandConfiguration(
            "rake", summary: "Rake a bed", effect: .local, examples: [Example("rake", "Rake")])
        func run(in context: Context) async throws {}
    }

    enum Garden: Plugin {
        static let manifest = PluginManifest("garden", summary: "Grow things")
        static let mounts = [Mount(MountSegment("garden", summary: "Grow things"), commands: [Water.self, Rake.self])]
    }

    /// A plugin whose command has no summary.
    enum Broken: Plugin {
        struct Dig: Command {
            static let configuration = CommandConfiguration("dig", summary: "", effect: .local)
            func run(in context: Context) async throws {}
        }

        static let manifest = PluginManifest("broken", summary: "Broken")
        static let mounts = [Mount(commands: [Dig.self])]
    }

    var test: CommandTest {
        var test = CommandTest(.astro, Garden.self, DocumentationPlugin.self)
        test.allowsWriting = true
        return test
    }

    @Test("markdown writes a page for each command and group, with valid links")
    func markdown() async throws {
        let result = try await test.run("docs markdown --output-dir ref")
        let names = result.files.keys.sorted()
        #expect(names.contains("/work/ref/README.md") && names.contains("/work/ref/astro-garden-water.md"))
        for (path, text) in result.files {
            for link in text.matches(of: /\]\(([^)]+)\)/) {
                #expect(result.files["/work/ref/\(link.1)"] != nil, "\(path) links to \(link.1)")
            }
        }
        let page = try #require(result.files["/work/ref/astro-garden-water.md"])
        #expect(page.contains("Water a plant | bed."))
        #expect(page.contains("| `-l, --litres N` | How much (1 to 10) |"))
        #expect(page.contains("Give only one of --litres and --drops."))
        #expect(page.contains("Which \\*plant\\*"))
        #expect(page.contains("| 8 | changed on the server"))
        #expect(!page.contains("magic") && !page.contains("amount") && !page.contains("gone"))
    }

    @Test("llms writes one document and says where it is")
    func oneDocument() async throws {
        #expect(try await test.run("docs llms --output-dir ref").stderr == "1 document is in /work/ref.\n")
    }

    @Test("man escapes roff syntax")
    func man() async throws {
        let result = try await test.run("docs man --output-dir man")
        let page = try #require(result.files["/work/man/astro-garden-water.1"])
        #expect(page.contains("\\&.begins with a dot and 'quotes' \\en"))
        #expect(page.contains(".B \"\\-l, \\-\\-litres N\""))
        #expect(page.contains(".BR astro\\-garden\\-rake (1)"))
    }

    @Test("json describes commands for programs")
    func json() async throws {
        let text = try await test.run("docs json").stdout
        for part in [
            #""path": ["#, #""effect": "changes""#, #""changesServer": true"#, #""needsLogin": true"#,
            #""kind": "exclusive""#, #""source": "file""#, #""type": "integer""#, #""rule": "1 to 10""#,
            #""schemaVersion": 1"#, #""commandLine": "astro garden water rose --litres 2""#,
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains("magic") && !text.contains("amount"))
    }

    @Test(
        "exits with 1 for a broken plugin, names it, and writes nothing",
        arguments: ["json", "man --output-dir x", "markdown --output-dir x"])
    func broken(verb: String) async throws {
        let result = try await CommandTest(.astro, Garden.self, Broken.self, DocumentationPlugin.self).run(
            "docs \(verb)")
        #expect(result.exitCode == .failure)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("nothing was written: broken (DocumentationTests/DocumentationTests.swift:"))
        #expect(result.stderr.contains("'dig': summary: it is missing"))
        #expect(result.files == [:])
    }

    @Test("replaces its own files, removes outdated ones, and keeps the rest")
    func stale() async throws {
        var test = test
        let mark = "<!-- Written by 'astro docs markdown'; changes made by hand are lost. -->\n"
        test.files = [
            "/work/ref/astro-gone.md": mark, "/work/ref/notes.md": "mine", "/work/ref/README.md": mark + "old",
        ]
        let result = try await test.run("docs markdown --output-dir ref")
        #expect(result.files["/work/ref/astro-gone.md"] == nil)
        #expect(result.files["/work/ref/notes.md"] == "mine")
        #expect(result.files["/work/ref/README.md"]?.contains("old") == false)
        test.files = ["/work/ref/README.md": "somebody's own"]
        let refused = try await test.run("docs markdown --output-dir ref")
        #expect(refused.exitCode == .failure)
        #expect(refused.files["/work/ref/README.md"] == "somebody's own")
    }
}
