/// Looks for declarations that contradict each other or leave people without help.
///
/// It instantiates every command, so it runs as a test and on request, never at start-up.
public struct RegistryCheck {
    /// One thing that is wrong: where, and which plugins declare it.
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The place: the words that people would type.
        public let place: String
        /// The plugins that take part, each once.
        public let plugins: [String]
        /// What is wrong there.
        public let complaint: String

        /// One line that names the plugins, the place and the fault.
        public var description: String { "\(plugins.joined(separator: ", ")): '\(place)': \(complaint)" }
    }

    private let registry: Registry

    /// Prepares to look at a registry.
    public init(_ registry: Registry) { self.registry = registry }

    /// Everything that is wrong, in the order of registration; empty when all is sound.
    public func problems() -> [Problem] {
        let claims = registry.plugins.flatMap { Claim.all(of: $0) }
        return pluginNames() + clashes(claims) + claims.flatMap(faults)
    }

    private func pluginNames() -> [Problem] {
        let names = registry.plugins.map { $0.manifest.name }
        let unsound = names.filter { !$0.isSoundName }.map {
            Problem(place: $0, plugins: [$0], complaint: "the plugin's name is not lower case with dashes")
        }
        return unsound
            + Set(names).sorted().filter { name in names.count { $0 == name } > 1 }.map {
                Problem(place: $0, plugins: [$0], complaint: "two plugins have this name")
            }
    }

    /// Two claims to one place that are not the same group.
    private func clashes(_ claims: [Claim]) -> [Problem] {
        var problems: [Problem] = []
        var earlier: [[String]: Claim] = [:]
        for claim in claims {
            for name in claim.names {
                let place = claim.parent + [name]
                guard let other = earlier[place] else {
                    earlier[place] = claim
                    continue
                }
                guard let complaint = claim.complaint(against: other, name) else { continue }
                let problem = Problem(
                    place: place.joined(separator: " "), plugins: other.with(claim), complaint: complaint)
                if !problems.contains(problem) { problems.append(problem) }
            }
        }
        return problems
    }

    /// What is wrong with one claim by itself.
    private func faults(_ claim: Claim) -> [Problem] {
        var complaints: [String] = []
        complaints += claim.names.filter { !$0.isSoundName }.map { "'\($0)' is not lower case with dashes" }
        if let command = claim.command {
            if command.configuration.summary.trimmed.isEmpty { complaints.append("its summary is missing") }
            complaints += CommandCheck(command, at: claim.parent, in: registry).complaints()
        } else if registry.lacksSummary(claim.name, below: claim.parent) {
            complaints.append("no plugin gives this group a summary")
        }
        return complaints.map {
            Problem(place: claim.place, plugins: [claim.plugin], complaint: $0)
        }
    }
}

/// One plugin's claim to a place in the tree, by name and aliases.
private struct Claim {
    let plugin: String
    let parent: [String]
    let name: String
    let aliases: [String]
    /// Nil where the place is a group.
    let command: (any Command.Type)?

    var names: [String] { [name] + aliases }
    var place: String { (parent + [name]).joined(separator: " ") }

    static func all(of plugin: any Plugin.Type) -> [Claim] {
        let manifest = plugin.manifest
        let mount = manifest.mount.map(\.name)
        let groups = manifest.mount.enumerated().map { index, group in
            Claim(
                plugin: manifest.name, parent: Array(mount[..<index]), name: group.name, aliases: group.aliases,
                command: nil)
        }
        return groups
            + plugin.commands.map { command in
                let configuration = command.configuration
                return Claim(
                    plugin: manifest.name, parent: mount, name: configuration.name, aliases: configuration.aliases,
                    command: command)
            }
    }

    /// Why two claims to the same word cannot stand, or nil where they are one group.
    func complaint(against other: Claim, _ name: String) -> String? {
        if command == nil, other.command == nil, self.name == other.name { return nil }
        let isMountedUnderLeaf = (command == nil) != (other.command == nil) && self.name == other.name
        if isMountedUnderLeaf { return "a mount stands under a command" }
        if self.name == name, other.name == name { return "two commands have this path" }
        return "an alias shadows another name"
    }

    func with(_ other: Claim) -> [String] {
        plugin == other.plugin ? [plugin] : [plugin, other.plugin]
    }
}

extension Registry {
    /// Whether a name leads to a group that nobody describes.
    fileprivate func lacksSummary(_ name: String, below path: [String]) -> Bool {
        entries(below: path).contains { $0.name == name && $0.isGroup && $0.summary.trimmed.isEmpty }
    }
}
