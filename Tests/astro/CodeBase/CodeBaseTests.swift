import Foundation
import KernelTesting
import Testing

@Suite("The code base")
struct CodeBaseTests {
    @Test("has no file of more than 400 lines")
    func length() throws {
        #expect(try CodeBase.files(in: "Sources").flatMap(CodeRules.length) == [])
        #expect(CodeRules.length(SourceFile("a", String(repeating: "\n", count: 400))) == [])
        #expect(CodeRules.length(SourceFile("a", String(repeating: "\n", count: 401))) == ["a: has 401 lines"])
    }

    @Test("has a kernel of at most 4,500 lines, and at most 4,000 in the other modules")
    func moduleSizes() throws {
        let modules = try CodeBase.modules() + CodeBase.pluginFolders().map { "Plugins/\($0)" }
        #expect(modules.contains("Kernel") && modules.contains("Plugins/Tokens"))
        let found = try modules.flatMap { module in
            CodeRules.moduleSize(
                module.split(separator: "/").last.map(String.init) ?? module,
                try CodeBase.files(in: "Sources/\(module)"))
        }
        #expect(found == [])
    }

    @Test("fails the check with a planted module that is one line too long")
    func plantedModule() {
        func module(_ count: Int) -> [SourceFile] {
            [1, count - 1].map { SourceFile("a", String(repeating: "\n", count: $0)) }
        }
        #expect(CodeRules.moduleSize("Kernel", module(4_500)) == [])
        #expect(CodeRules.moduleSize("Kernel", module(4_501)) == ["Kernel has 4501 lines, more than 4500"])
        #expect(CodeRules.moduleSize("Base", module(4_000)) == [])
        #expect(CodeRules.moduleSize("Base", module(4_001)) == ["Base has 4001 lines, more than 4000"])
        #expect(CodeRules.moduleSize("Sandbox", module(9_000)) == [])
    }

    @Test("imports Foundation only without FoundationEssentials")
    func foundation() throws {
        let files = try CodeBase.files(in: "Sources")
        #expect(files.contains { $0.lines.contains("    public import Foundation") })
        #expect(files.flatMap(CodeRules.foundation) == [])
    }

    @Test(
        "fails the check with a planted import of Foundation",
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

    @Test("keeps system differences in platform files")
    func platformDifferences() throws {
        #expect(try CodeBase.files(in: "Sources").flatMap(CodeRules.platformDifferences) == [])
        let imports = "#if canImport(Glibc)\n    import Glibc\n#else\n    import Darwin\n#endif\n"
        #expect(CodeRules.platformDifferences(SourceFile("a", imports)) == [])
        for line in ["#if os(Linux)", "#if canImport(Darwin)", "#elseif os(macOS)", "    #if canImport(Glibc)"] {
            #expect(CodeRules.platformDifferences(SourceFile("a", imports + "\(line)\nlet a = 1\n#endif")).count == 1)
            #expect(CodeRules.platformDifferences(SourceFile("SocketPlatform.swift", line)) == [])
        }
    }

    @Test("has no word of Astro below AstroAPI")
    func serviceWords() throws {
        let floors = FloorRules.floors.joined().prefix { $0 != "AstroAPI" }
        #expect(floors.contains("Kernel"))
        #expect(try floors.flatMap { try CodeBase.files(in: "Sources/\($0)") }.flatMap(CodeRules.serviceWords) == [])
        let planted = SourceFile(
            "a", "x\nlet myDeploymentID = environment[\"ASTRO_X\"] // Sandbox\nget(\"v1alpha1/cli/auth-config\")")
        #expect(
            CodeRules.serviceWords(planted) == [
                "a:2: says 'astro'", "a:2: says 'deployment'", "a:2: says 'sandbox'", "a:3: says 'v1alpha1'",
                "a:3: says 'auth-config'",
            ])
    }

    @Test("has plugins that do not import each other")
    func pluginImports() throws {
        let plugins = try Set(CodeBase.pluginFolders())
        #expect(plugins.contains("Tokens"))
        for plugin in plugins {
            let files = try CodeBase.files(in: "Sources/Plugins/\(plugin)")
            #expect(files.flatMap { PluginSources.imports($0, of: plugin, plugins: plugins) } == [])
        }
        let planted = SourceFile(
            "Sources/Plugins/A/A.swift", "import A\nimport Kernel\ninternal import B\nimport class B.C")
        #expect(
            PluginSources.imports(planted, of: "A", plugins: ["A", "B"]) == [
                "Sources/Plugins/A/A.swift:3: imports the plugin B",
                "Sources/Plugins/A/A.swift:4: imports the plugin B",
            ])
    }

    @Test("explains unsafe constructs in comments")
    func unprovenWords() throws {
        #expect(try CodeBase.files(in: "Sources").flatMap(CodeRules.unprovenWords) == [])
    }

    @Test(
        "fails the check with a planted unsafe construct",
        arguments: [
            "try! run()", "fatalError(\"no\")", "struct A: @unchecked Sendable {}",
        ])
    func plantedDanger(line: String) {
        #expect(CodeRules.unprovenWords(SourceFile("Sources/a", line)).count == 1)
        #expect(CodeRules.unprovenWords(SourceFile("Sources/a", "// x\nlet x = 1\n    \(line)")).count == 1)
        #expect(CodeRules.unprovenWords(SourceFile("Sources/a", "    // It cannot fail.\n    \(line)")) == [])
        #expect(CodeRules.unprovenWords(SourceFile("Sources/HTTPClient/Curl/a", line)) == [])
    }

    @Test("lists every plugin everywhere")
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

    @Test("fails the check with an unlisted plugin or a missing folder")
    func plantedPlugin() {
        let package = SourceFile("Package.swift", "import PackageDescription\nlet plugins = [\"A\", \"C\"]\n")
        let registry = SourceFile(
            "Plugins.swift", "import A\nimport Kernel\n\n    APlugin.self,\n    BigPlugin.self,\n")
        let plugins = ["A": ["APlugin"], "B": ["BPlugin", "BigPlugin", "gPlugin"], "D": []]
        #expect(
            CodeRules.pluginLists(plugins: plugins, package: package, registry: registry) == [
                "Package.swift does not list B", "Package.swift does not list D",
                "Package.swift lists C, which has no folder", "Plugins.swift does not import B",
                "Plugins.swift does not import D", "Sources/Plugins/B does not declare BPlugin alone",
                "Sources/Plugins/D does not declare DPlugin alone",
                "Plugins.swift does not register BPlugin", "Plugins.swift does not register gPlugin",
            ])
        let file = SourceFile("a", "public enum APlugin: Plugin {\nenum Other {\npublic enum BPlugin : Plugin {}")
        #expect(CodeRules.declaredPlugins(file) == ["APlugin", "BPlugin"])
    }
}
