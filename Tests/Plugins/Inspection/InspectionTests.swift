import Inspection
import AstroAPI
import Kernel
import KernelTesting
import Testing

@Suite("astro plugin")
struct InspectionTests {
    struct Water: Command {
        static let configuration = CommandConfiguration(
            "water", summary: "Water a plant", effect: .local, examples: [Example("water", "Water all")])
        func run(in context: Context) async throws {}
    }

    struct Rake: Command {
        static let configuration = CommandConfiguration("rake", summary: "Rake", effect: .local, visibility: .hidden)
        func run(in context: Context) async throws {}
    }

    enum Garden: Plugin {
        static let manifest = PluginManifest("garden", summary: "Grow things", version: "2.1.0")
        static let mounts = [
            Mount("garden", summary: "Grow things", commands: [Water.self, Rake.self]),
            Mount("pot", summary: "Grow things indoors", commands: [Water.self]),
        ]
    }

    enum Weeds: Plugin {
        static let manifest = PluginManifest("weeds", summary: "Grow by themselves")
        static let mounts = [Mount("garden", summary: "Grow things", commands: [Water.self])]
    }

    @Test("list has one line per plugin, with its mounts and visible commands")
    func list() async throws {
        let test = CommandTest(.astro, Garden.self, InspectionPlugin.self)
        let result = try await test.run("plugin list -o csv --fields name,version,mounts,commands")
        let lines = [
            "name,version,mounts,commands", #"garden,2.1.0,"garden, pot","garden water, pot water""#,
            #"inspection,0.0.0,plugin,"plugin list, plugin check""#,
        ]
        #expect(result.stdout.split(separator: "\r\n").map(String.init) == lines)
        #expect(try await test.run("plugin list --json").stdout.contains(#""version": "2.1.0""#))
    }

    @Test("check exits with 0 and says that all plugins are valid")
    func sound() async throws {
        let result = try await CommandTest(.astro, Garden.self, InspectionPlugin.self).run("plugin check")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "")
        #expect(result.stderr == "2 plugins are sound.\n")
    }

    @Test("check exits with 1 and names both plugins, the place and the problem")
    func unsound() async throws {
        let result = try await CommandTest(.astro, Garden.self, Weeds.self, InspectionPlugin.self).run("plugin check")
        #expect(result.exitCode == .failure)
        #expect(result.stdout.contains("garden, weeds  garden water  name: two commands have this path"))
        let json = try await CommandTest(.astro, Garden.self, Weeds.self, InspectionPlugin.self).run(
            "plugin check --json")
        #expect(json.stdout.contains(#""place": "garden water""#))
        #expect(result.stdout.contains("\(Water.configuration.declaredAt), \(Water.configuration.declaredAt)\n"))
    }
}
