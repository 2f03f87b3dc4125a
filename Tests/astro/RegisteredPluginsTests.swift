import Catalog
import Kernel
import Testing

@testable import astro

@Suite("The registered plugins")
struct RegisteredPluginsTests {
    @Test("have valid declarations")
    func soundness() {
        #expect(RegistryCheck(astro.program.registry, isWhole: true).problems() == [])
    }

    /// The paths of commands called `list` that leave out the flags which every list has.
    private func lists(in plugins: [any Plugin.Type]) -> [String] {
        Registry(plugins).shownPlaces().compactMap { place in
            guard case .command(let command) = place.last?.content, place.last?.name == "list",
                !command.configuration.isList
            else { return nil }
            return place.map(\.name).joined(separator: " ")
        }
    }

    @Test("let every list be sorted, limited and matched")
    func listFlags() {
        #expect(lists(in: plugins) == [])
        #expect(lists(in: [ForgetfulPlugin.self]) == ["forgotten list"])
    }
}

/// A plugin whose list doesn't declare that it is one.
private enum ForgetfulPlugin: Plugin {
    static let manifest = PluginManifest("forgetful", summary: "Forget")
    static let mounts = [Mount("forgotten", summary: "Forget", commands: [List.self])]

    struct List: Command {
        static let configuration = CommandConfiguration("list", summary: "List", effect: .local)
        func run(in context: Context) async throws {}
    }
}
