public import Kernel
import OperatingSystem

/// The rules that every plugin follows, for its declarations, its sources, its page and the examples on it.
///
/// ```swift
/// @Test("keeps the rules of plugins")
/// func rules() async throws {
///     let program = Program(.astro, version: "1.0.0", plugins: [QuotasPlugin.self, SandboxPlugin.self])
///     try await PluginRules(QuotasPlugin.self, in: program).verify()
/// }
/// ```
/// - **Declarations**: no problem that ``RegistryCheck`` finds in the program involves the plugin.
/// - **Sources**: they reach the terminal, the disk, the clock, the process and the network only through the context,
///   don't import another plugin, give a hint when something isn't found, and ask only what a flag can answer.
/// - **The page**: `README.md` beside the plugin's declaration has sections "What it is for", "Commands", "Examples"
///   and "Errors", and names every command.
/// - **Examples**: each line in an `sh` block on the page runs without any input in the first embedded context that a
///   plugin of the program serves, such as the sandbox. They include every command that changes something.
public struct PluginRules {
    private let plugin: any Plugin.Type
    private let program: Program
    private let tests: String

    /// Creates the rules for a plugin.
    ///
    /// - Parameters:
    ///   - program: A program with the plugin, and with a plugin that serves a context for the examples.
    ///   - file: A file in the package that contains the plugin's sources.
    public init(_ plugin: any Plugin.Type, in program: Program, file: String = #filePath) {
        self.plugin = plugin
        self.program = program
        tests = file
    }

    /// Fails the test unless the plugin follows all rules.
    ///
    /// - Throws: ``UnmetExpectation`` that lists every violation.
    public func verify() async throws {
        let problems = try await problems()
        if !problems.isEmpty { throw UnmetExpectation(problems.joined(separator: "\n")) }
    }

    /// Returns every violation of a rule as a sentence; empty if the plugin follows them all.
    ///
    /// - Throws: ``UnmetExpectation`` if the sources aren't found, or an example does what examples must not do.
    public func problems() async throws -> [String] {
        let folder = try PluginFolder(of: plugin, near: tests)
        return declarations + sources(try folder.sources()) + (try await page(folder))
    }

    private var name: String { plugin.manifest.name }

    private var declarations: [String] {
        RegistryCheck(program.registry).problems().filter { $0.plugins.contains(name) }.map(\.description)
    }

    private func sources(_ files: [SourceFile]) -> [String] {
        let modules = Set(program.registry.plugins.map { $0.manifest.declaredAt.module })
        let module = plugin.manifest.declaredAt.module
        return files.flatMap { file in
            PluginSources.reach(file) + PluginSources.imports(file, of: module, plugins: modules)
                + PluginSources.hints(file)
        } + PluginSources.questions(files)
    }

    private func page(_ folder: PluginFolder) async throws -> [String] {
        guard let file = try folder.readme() else { return ["\(folder.path): there is no README.md"] }
        let page = PluginReadme(file)
        var complaints = page.complaints(commands: shownCommands.map(\.line))
        var shell = ExampleShell(program)
        var changing: Set<DeclarationPlace> = []
        for example in page.examples {
            if let complaint = try await shell.complaint(example) { complaints.append("\(file.path): \(complaint)") }
            if let command = try? shell.changingCommand(example) { changing.insert(command) }
        }
        let untold = shownCommands.filter {
            $0.configuration.effect == .changes && !changing.contains($0.configuration.declaredAt)
        }
        let told = complaints + shell.unaudited
        return told + untold.map { "\(file.path): has no example of '\($0.line)', which changes something" }
    }

    private var shownCommands: [(line: String, configuration: CommandConfiguration)] {
        plugin.mounts.flatMap { mount in
            mount.commands.map { $0.configuration }.filter { $0.visibility == .shown }.map { configuration in
                (([program.name] + mount.words + [configuration.name]).joined(separator: " "), configuration)
            }
        }
    }
}

extension DeclarationPlace {
    /// The module of the file.
    fileprivate var module: String { file.split(separator: "/").first.map(String.init) ?? file }
}
