@testable import Kernel
import Testing

@Suite("The registry")
struct RegistryTests {
    let registry = Registry([Family.Plants.self, Family.Garden.self])

    @Test("lists groups and commands in the order of registration")
    func levels() {
        #expect(registry.entries(below: []).map(\.name) == ["garden"])
        #expect(registry.entries(below: ["garden"]).map(\.name) == ["plant", "fence"])
        #expect(registry.entries(below: ["garden", "plant"]).map(\.name) == ["grow", "water"])
    }

    @Test("has no entries below a command or an unknown group", arguments: [["garden", "fence"], ["nowhere"], ["ga"]])
    func nothing(path: [String]) {
        #expect(registry.entries(below: path).isEmpty)
    }

    @Test("takes a group's summary and aliases from the plugin that has them, in either order of registration")
    func adoption() throws {
        for registry in [registry, Registry([Family.Garden.self, Family.Plants.self])] {
            let garden = try #require(registry.entries(below: []).first)
            #expect(garden.isGroup)
            #expect(garden.summary == "What is fenced")
            #expect(garden.aliases == ["ga"])
        }
    }

    @Test("finds every command below a group")
    func commands() {
        #expect(registry.commands(below: ["garden"]).map { $0.configuration.name } == ["grow", "water", "fence"])
    }
}
