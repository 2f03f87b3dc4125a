import Foundation
import Testing

@Suite("The code base")
struct CodeBaseTests {
    @Test("has no file of more than 400 lines")
    func length() throws {
        #expect(try CodeBase.files(in: "Sources").flatMap(CodeRules.length) == [])
        #expect(CodeRules.length(SourceFile("a", String(repeating: "\n", count: 400))) == [])
        #expect(CodeRules.length(SourceFile("a", String(repeating: "\n", count: 401))) == ["a: has 401 lines"])
    }

    @Test("imports Foundation only where FoundationEssentials is not to be had")
    func foundation() throws {
        let files = try CodeBase.files(in: "Sources")
        #expect(files.contains { $0.lines.contains("    public import Foundation") })
        #expect(files.flatMap(CodeRules.foundation) == [])
    }

    @Test(
        "with an import of Foundation planted in the wrong place is found out",
        arguments: [
            "import Foundation", "public import Foundation", "@preconcurrency import Foundation",
            "import FoundationNetworking",
            "import FoundationEssentials", "import struct Foundation.URL",
            "#if os(Linux)\n    import Foundation\n#endif",
            "#if canImport(FoundationEssentials)\n    import Foundation\n#endif",
            "#if canImport(FoundationEssentials)\n#endif\nimport Foundation",
            "#if canImport(FoundationEssentials)\n#else\n#endif\nimport Foundation",
            "#if canImport(FoundationEssentials)\n#else\n    import FoundationNetworking\n#endif",
        ])
    func plantedFoundation(text: String) {
        #expect(CodeRules.foundation(SourceFile("a", "import Kernel\n" + text)).count == 1)
    }

    @Test("has a kernel that knows no resource of the server")
    func kernelWords() throws {
        #expect(try CodeBase.files(in: "Sources/Kernel").flatMap(CodeRules.kernelWords) == [])
        #expect(CodeRules.kernelWords(SourceFile("a", "x\nlet myDeploymentID = 1")) == ["a:2: says 'deployment'"])
    }

    @Test("has plugins that do not know each other")
    func pluginImports() throws {
        let plugins = try CodeBase.pluginFolders()
        #expect(plugins.contains("Tokens"))
        #expect(
            try CodeBase.files(in: "Sources/Plugins").flatMap { CodeRules.pluginImports($0, plugins: plugins) } == [])
        let planted = SourceFile(
            "Sources/Plugins/A/A.swift", "import A\nimport Kernel\ninternal import B\nimport class B.C")
        #expect(
            CodeRules.pluginImports(planted, plugins: ["A", "B"]) == [
                "Sources/Plugins/A/A.swift:3: imports the plugin B",
                "Sources/Plugins/A/A.swift:4: imports the plugin B",
            ])
    }

    @Test("proves safe in a comment what can crash or race")
    func unprovenWords() throws {
        #expect(try CodeBase.files(in: "Sources").flatMap(CodeRules.unprovenWords) == [])
    }

    @Test(
        "with something that can crash or race planted is found out",
        arguments: [
            "try! run()", "fatalError(\"no\")", "struct A: @unchecked Sendable {}",
        ])
    func plantedDanger(line: String) {
        #expect(CodeRules.unprovenWords(SourceFile("Sources/a", line)).count == 1)
        #expect(CodeRules.unprovenWords(SourceFile("Sources/a", "// x\nlet x = 1\n    \(line)")).count == 1)
        #expect(CodeRules.unprovenWords(SourceFile("Sources/a", "    // It cannot fail.\n    \(line)")) == [])
        #expect(CodeRules.unprovenWords(SourceFile("Sources/Kernel/HTTP/Curl/a", line)) == [])
    }

    @Test("lists every plugin where it must be listed")
    func pluginLists() throws {
        let package = try CodeBase.file("Package.swift")
        let registry = try CodeBase.file("Sources/astro/Plugins.swift")
        let plugins = try CodeBase.pluginFolders().map { folder in
            (folder, try CodeBase.files(in: "Sources/Plugins/\(folder)").flatMap(CodeRules.declaredPlugins))
        }
        let found = CodeRules.pluginLists(
            plugins: Dictionary(uniqueKeysWithValues: plugins), package: package, registry: registry)
        #expect(found == [])
    }

    @Test("with a plugin that is nowhere listed, or has no folder, is found out")
    func plantedPlugin() {
        let package = SourceFile("Package.swift", "import PackageDescription\nlet plugins = [\"A\", \"C\"]\n")
        let registry = SourceFile(
            "Plugins.swift", "import A\nimport Kernel\n\n    APlugin.self,\n    BigPlugin.self,\n")
        let plugins = ["A": ["APlugin"], "B": ["BPlugin", "BigPlugin", "gPlugin"], "D": []]
        #expect(
            CodeRules.pluginLists(plugins: plugins, package: package, registry: registry) == [
                "Package.swift does not list B", "Package.swift does not list D",
                "Package.swift lists C, which has no folder", "Plugins.swift does not import B",
                "Plugins.swift does not import D", "Sources/Plugins/D declares no plugin",
                "Plugins.swift does not register BPlugin", "Plugins.swift does not register gPlugin",
            ])
        let file = SourceFile("a", "public enum APlugin: Plugin {\nenum Other {\npublic enum BPlugin : Plugin {}")
        #expect(CodeRules.declaredPlugins(file) == ["APlugin", "BPlugin"])
    }
}
