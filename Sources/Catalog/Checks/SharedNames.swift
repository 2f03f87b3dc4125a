import Base
import Kernel

/// Finds names that two plugins use for different things.
struct SharedNames {
    let registry: Registry

    var problems: [RegistryCheck.Problem] {
        problems(named { [$0.manifest.name] }, "manifest.name: two plugins have this name")
            + problems(named { $0.contexts.map(\.name) }, "contexts: two plugins serve a context with this name")
            + problems(named { Array($0.completions.keys) }, "completions: two plugins complete this option")
            + problems(
                named { $0.configKeys.filter(\.isSingle).map(\.name) }, "configKeys: two plugins declare this key")
            + searches
    }

    private func named(
        _ names: (any Plugin.Type) -> [String]
    ) -> [(name: String, party: RegistryCheck.Party)] {
        registry.plugins.flatMap { plugin in names(plugin).map { ($0, plugin.manifest.party) } }
    }

    private func problems(
        _ uses: [(name: String, party: RegistryCheck.Party)], _ complaint: String
    ) -> [RegistryCheck.Problem] {
        let parties = Dictionary(grouping: uses, by: \.name)
        return parties.filter { $1.count > 1 }.sorted { $0.key < $1.key }.map {
            RegistryCheck.Problem(place: $0, parties: $1.map(\.party), complaint: complaint)
        }
    }

    /// One search may serve many options: only another one with its name would be given its results.
    private var searches: [RegistryCheck.Problem] {
        var seen = Set<String>()
        let uses = registry.plugins.flatMap { plugin in
            plugin.completionsInUse.compactMap { completion -> (name: String, party: RegistryCheck.Party)? in
                guard case .live(let name, let place, _) = completion.kind,
                    seen.insert("\(name) \(place)").inserted
                else { return nil }
                return (name, RegistryCheck.Party(plugin: plugin.manifest.name, declaredAt: place))
            }
        }
        return problems(uses, "completion: two searches remember their results under this name")
    }
}

extension Plugin {
    /// The completions of all its commands' arguments, and of common options.
    fileprivate static var completionsInUse: [Completion] {
        let common = CommonArguments(variablePrefix: "")
        let arguments = commands.flatMap { (try? common.schema(of: $0).definitions) ?? [] }
        return arguments.map(\.completion) + completions.sorted { $0.key < $1.key }.map(\.value)
    }
}
