import Foundation
import Catalog
import Kernel
import KernelTesting
import Testing

@testable import Documentation
@testable import astro

/// The program's texts, compared with the recorded ones.
@Suite("Golden texts of the program")
struct GoldenTests {
    /// The program with the plugins that the recorded texts include; a refresh includes all of them.
    ///
    /// So a new plugin breaks no other test before its texts are recorded; CI requires them.
    let program: Program = {
        let kept = (try? String(contentsOfFile: GoldenFile("manifest.json").path, encoding: .utf8)) ?? ""
        let known = plugins.filter { GoldenFile.isRefreshing || kept.contains("\"plugin\": \"\($0.manifest.name)\"") }
        let whole = astro.program
        return Program(
            whole.service, version: whole.version, summary: whole.summary, quickStart: whole.quickStart,
            plugins: known)
    }()

    /// Runs a line in an empty world, optionally on a terminal of 80 columns.
    func run(
        _ words: [String], of another: Program? = nil, terminal: Int? = nil,
        files: InMemoryFileSystem = .init(allowsWriting: true)
    ) async -> String {
        let output = BufferSink(columns: terminal)
        let error = BufferSink()
        let world = World(
            environment: Environment(variables: ["HOME": "/home/test", "NO_COLOR": "1"], workingDirectory: "/work"),
            console: Console(input: ScriptedInput([], isTerminal: false), output: output, error: error), files: files,
            clock: FixedClock(), openTransport: { _ in ScriptedTransport([]) })
        let code = await (another ?? program).run(words, in: world)
        #expect(code == .success, "\(words): \(error.text)")
        return output.text
    }

    /// The help of every command and group of a program, as a terminal of 80 columns shows it.
    func help(of program: Program) async -> String {
        var all = ""
        for path in [[]] + program.registry.shownPlaces().map({ $0.map(\.name) }) {
            let text = await run(path + ["--help"], of: program, terminal: 80)
            all += "$ \(([program.name] + path + ["--help"]).joined(separator: " "))\n\(text)\n"
        }
        return all
    }

    @Test("no line of any command's help is wider than a terminal of 80 columns")
    func width() async {
        let lines = await help(of: program).split(separator: "\n").filter { !$0.hasPrefix("$ ") }
        #expect(lines.filter { DisplayWidth.of(String($0)) > 80 } == [])
    }

    // The manifest and the reference contain the declarations of every command; the format is recorded for a few
    // commands that have one of everything.

    @Test("the help of a tree with every kind of declaration is unchanged")
    func featureHelp() async throws {
        #expect(RegistryCheck(FeatureTree.program.registry).problems() == [])
        #expect(try GoldenFile("help.txt").difference(from: await help(of: FeatureTree.program)) == nil)
    }

    @Test("the man pages of a tree with every kind of declaration are unchanged")
    func featureMan() throws {
        let pages = try ReferenceTopic.all(of: FeatureTree.program).map { topic in
            "\(topic.fileName(FeatureTree.program)).1:\n\(ManPage(place: topic, program: FeatureTree.program).text)"
        }
        #expect(try GoldenFile("man.txt").difference(from: pages.joined(separator: "\n")) == nil)
    }

    @Test("the manifest is unchanged, and matches its schema")
    func manifest() async throws {
        let text = await run(["docs", "json"])
        #expect(try GoldenFile("manifest.json").difference(from: text) == nil)
        let schema = try JSONDocument(Data(contentsOf: CodeBase.root.appending(path: "docs/manifest.schema.json")))
        #expect(try schema.problems(in: Data(text.utf8)) == [])
        let broken = text.replacing("\"changesServer\": true", with: "\"changesServer\": 1")
        #expect(try !schema.problems(in: Data(broken.utf8)).isEmpty)
    }

    @Test("docs/reference is up to date")
    func reference() async throws {
        let files = InMemoryFileSystem(allowsWriting: true)
        _ = await run(["docs", "markdown", "--output-dir", "docs/reference"], files: files)
        let folder = CodeBase.root.appending(path: "docs/reference").path()
        for (path, text) in files.texts {
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            #expect(try GoldenFile(path: folder + "/" + name).difference(from: text) == nil)
        }
        let there = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let wanted = files.texts.keys.compactMap { $0.split(separator: "/").last.map(String.init) }.sorted()
        if GoldenFile.isRefreshing {
            for name in Set(there).subtracting(wanted) {
                try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            }
        } else {
            #expect(there == wanted)
        }
    }

    @Test("docs/llms.txt is up to date")
    func llms() async throws {
        let files = InMemoryFileSystem(allowsWriting: true)
        _ = await run(["docs", "llms", "--output-dir", "docs"], files: files)
        let text = try #require(files.texts["/work/docs/llms.txt"])
        let path = CodeBase.root.appending(path: "docs/llms.txt").path()
        #expect(try GoldenFile(path: path).difference(from: text) == nil)
    }

    @Test("a changed text is reported with its line")
    func plantedChange() throws {
        guard !GoldenFile.isRefreshing else { return }
        let kept = try String(contentsOfFile: GoldenFile("help.txt").path, encoding: .utf8)
        let changed = kept.replacing("$ garden sharpen --help", with: "$ garden sharpen --halp")
        let difference = try #require(try GoldenFile("help.txt").difference(from: changed))
        #expect(difference.contains("was '$ garden sharpen --help' and is '$ garden sharpen --halp' now"))
    }
}
