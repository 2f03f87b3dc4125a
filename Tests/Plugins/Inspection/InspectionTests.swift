import Inspection
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
        static let manifest = PluginManifest(
            "garden", summary: "Grow things", mount: [MountSegment("garden", summary: "Grow things")], version: "2.1.0")
        static let commands: [any Command.Type] = [Water.self, Rake.self]
    }

    enum Weeds: Plugin {
        static let manifest = PluginManifest(
            "weeds", summary: "Grow by themselves", mount: [MountSegment("garden", summary: "Grow things")])
        static let commands: [any Command.Type] = [Water.self]
    }

    @Test("list shows name, version, mount and the commands that people are told of")
    func list() async throws {
        let test = CommandTest(Garden.self, InspectionPlugin.self)
        let result = try await test.run("plugin list -o csv")
        let lines = ["name,version,mount,commands", "garden,2.1.0,garden,water", "inspection,0.0.0,plugin,list check"]
        #expect(result.stdout.split(separator: "\r\n").map(String.init) == lines)
        #expect(try await test.run("plugin list --json").stdout.contains(#""version": "2.1.0""#))
    }

    @Test("check says that all is sound, with exit 0")
    func sound() async throws {
        let result = try await CommandTest(Garden.self, InspectionPlugin.self).run("plugin check")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "")
        #expect(result.stderr == "2 plugins are sound.\n")
    }

    @Test("check names both plugins, the place and the fault, with exit 1")
    func unsound() async throws {
        let result = try await CommandTest(Garden.self, Weeds.self, InspectionPlugin.self).run("plugin check")
        #expect(result.exitCode == .failure)
        #expect(result.stdout.contains("garden, weeds  garden water  two commands have this path"))
        let json = try await CommandTest(Garden.self, Weeds.self, InspectionPlugin.self).run("plugin check --json")
        #expect(json.stdout.contains(#""place": "garden water""#))
        #expect(result.stdout.contains("\(Water.configuration.declaredAt), \(Water.configuration.declaredAt)\n"))
    }
}
