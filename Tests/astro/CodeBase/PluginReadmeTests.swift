import AstroAPI
import Foundation
import Kernel
import KernelTesting
import Testing

@testable import astro

@Suite("The plugins' pages")
struct PluginReadmeTests {
    private let program = Program(.astro, version: "0.0.0", plugins: plugins)

    /// The plugins that a folder declares.
    func registered(in folder: String) throws -> [any Plugin.Type] {
        let names = try CodeBase.files(in: "Sources/Plugins/\(folder)").flatMap(CodeRules.declaredPlugins)
        return plugins.filter { names.contains(String(describing: $0)) }
    }

    func readme(of folder: String) throws -> PluginReadme {
        PluginReadme(try CodeBase.file("Sources/Plugins/\(folder)/README.md"))
    }

    @Test("have the same sections, and name every command", arguments: try CodeBase.pluginFolders())
    func sections(folder: String) throws {
        let commands = try registered(in: folder).flatMap { plugin in
            plugin.mounts.flatMap { mount in
                mount.commands.map { $0.configuration }.filter { $0.visibility == .shown }.map {
                    (["astro"] + mount.words + [$0.name]).joined(separator: " ")
                }
            }
        }
        #expect(try readme(of: folder).complaints(commands: commands) == [])
    }

    @Test("have examples that run in the sandbox without an answer", arguments: try CodeBase.pluginFolders())
    func examples(folder: String) async throws {
        var shell = ExampleShell(program)
        for example in try readme(of: folder).examples {
            #expect(try await shell.complaint(example) == nil)
        }
        #expect(shell.unaudited == [])
    }

    @Test("have an example of every changing command", arguments: try CodeBase.pluginFolders())
    func changes(folder: String) throws {
        let shell = ExampleShell(program)
        let shown = Set(try readme(of: folder).examples.compactMap(shell.changingCommand))
        let all = try registered(in: folder).flatMap { $0.commands }.map { $0.configuration }
        let missing = all.filter { $0.effect == .changes && $0.visibility == .shown && !shown.contains($0.declaredAt) }
        #expect(missing.map { "\($0.name) (\($0.declaredAt))" } == [])
    }

    @Test("fail the check with planted faults")
    func planted() {
        let page = PluginReadme(
            SourceFile("a", "# A\n## Commands\n`astro a b`\n## Examples\n```console\nastro a b\n```\n## Errors\n"))
        #expect(
            page.complaints(commands: ["astro a b", "astro a c"]) == [
                "a: its sections are not \(PluginReadme.sections)", "a: 'What it is for' is empty",
                "a: 'Errors' is empty", "a: does not name 'astro a c'", "a: has no example in a block of sh",
            ])
    }

    @Test(
        "fail the check with planted broken examples",
        arguments: zip(
            ["ls", "astro nope", "astro sandbox reset --yes", "astro config set context x --nope"],
            [
                "is not a line of astro", "ends with 2 and prints:\nerror: unknown command 'nope'",
                "asks nothing without --yes", "ends with 2 and prints:\nerror: unknown flag --nope",
            ]))
    func plantedExamples(line: String, complaint: String) async throws {
        var shell = ExampleShell(program)
        #expect(try await shell.complaint(line)?.contains(complaint) == true)
    }

    @Test("fail the check with a planted change that is not audited, and one that is not declared")
    func plantedChanges() async throws {
        var shell = ExampleShell(Program(.astro, version: "0.0.0", plugins: plugins + [SlyPlugin.self]))
        #expect(try await shell.complaint("astro sly pretend") == nil)
        let place = SlyPlugin.Pretend.configuration.declaredAt
        #expect(shell.unaudited == ["\(place): effect: it changes something that no request asks for"])
        let hidden = try await shell.complaint("astro sly hide")
        #expect(hidden?.hasPrefix("'astro sly hide': effect: it says that it changes nothing, but") == true)
    }
}

/// A plugin whose commands declare the wrong effects.
private enum SlyPlugin: Plugin {
    static let manifest = PluginManifest("sly", summary: "Be sly")
    static let mounts = [Mount("sly", summary: "Be sly", commands: [Pretend.self, Hide.self])]

    struct Pretend: Command {
        static let configuration = CommandConfiguration("pretend", summary: "Change nothing", effect: .changes)
        func run(in context: Context) async throws {}
    }

    struct Hide: Command {
        static let configuration = CommandConfiguration("hide", summary: "Change something")
        func run(in context: Context) async throws {
            let url = try context.auth.baseURL().appending(path: "nowhere")
            _ = try await context.http.send(HTTPRequest(.post, url))
        }
    }
}
