import Foundation
import Kernel
import KernelTesting
import Testing

@testable import astro

/// What the program says of itself, held against what it said when somebody last looked.
@Suite("Golden texts of the program")
struct GoldenTests {
    /// The program with the plugins that the kept texts know; a refresh looks at all of them.
    ///
    /// So a new plugin breaks no test of others before its texts are kept; CI asks for them.
    let program: Program = {
        let kept = (try? String(contentsOfFile: GoldenFile("manifest.json").path, encoding: .utf8)) ?? ""
        let known = plugins.filter { GoldenFile.isRefreshing || kept.contains("\"plugin\": \"\($0.manifest.name)\"") }
        let whole = astro.program
        return Program(
            name: whole.name, version: whole.version, summary: whole.summary, beginnings: whole.beginnings,
            plugins: known)
    }()

    /// Runs a line in a world without anything, on a terminal of 80 columns where one is asked for.
    func run(_ words: [String], terminal: Int? = nil, files: InMemoryFileSystem = .init(allowsWriting: true)) async
        -> String
    {
        let output = BufferSink(columns: terminal)
        let error = BufferSink()
        let world = World(
            environment: Environment(variables: ["HOME": "/home/test", "NO_COLOR": "1"], workingDirectory: "/work"),
            console: Console(input: ScriptedInput([], isTerminal: false), output: output, error: error), files: files,
            clock: FixedClock(), openTransport: { _ in ScriptedTransport([]) })
        let code = await program.run(words, in: world)
        #expect(code == .success, "\(words): \(error.text)")
        return output.text
    }

    @Test("help of every command and group fits 80 columns and is as it was")
    func help() async throws {
        var all = ""
        for path in [[]] + program.registry.shownPlaces().map({ $0.map(\.name) }) {
            let text = await run(path + ["--help"], terminal: 80)
            all += "$ \((["astro"] + path + ["--help"]).joined(separator: " "))\n\(text)\n"
        }
        #expect(try GoldenFile("help.txt").difference(from: all) == nil)
    }

    @Test("man pages are as they were")
    func man() async throws {
        let files = InMemoryFileSystem(allowsWriting: true)
        _ = await run(["docs", "man", "--output-dir", "man"], files: files)
        let all = files.texts.sorted { $0.key < $1.key }.map { "\($0.key):\n\($0.value)" }.joined(separator: "\n")
        #expect(try GoldenFile("man.txt").difference(from: all) == nil)
    }

    @Test("the manifest is as it was, and keeps to its schema")
    func manifest() async throws {
        let text = await run(["docs", "json"])
        #expect(try GoldenFile("manifest.json").difference(from: text) == nil)
        let schema = try JSONDocument(Data(contentsOf: CodeBase.root.appending(path: "docs/manifest.schema.json")))
        #expect(try schema.problems(in: Data(text.utf8)) == [])
        let broken = text.replacing("\"changesServer\": true", with: "\"changesServer\": 1")
        #expect(try !schema.problems(in: Data(broken.utf8)).isEmpty)
    }

    @Test("the reference in docs/reference is what the program would write now")
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

    @Test("a text that changed is told with its line")
    func plantedChange() throws {
        guard !GoldenFile.isRefreshing else { return }
        let kept = try String(contentsOfFile: GoldenFile("help.txt").path, encoding: .utf8)
        let changed = kept.replacing("$ astro version --help", with: "$ astro version --halp")
        let difference = try #require(try GoldenFile("help.txt").difference(from: changed))
        #expect(difference.contains("was '$ astro version --help' and is '$ astro version --halp' now"))
    }
}
