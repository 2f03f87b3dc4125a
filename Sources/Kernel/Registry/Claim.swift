/// One plugin's claim to a place in the tree, by name and aliases.
struct Claim {
    let plugin: String
    let declaredAt: DeclarationPlace
    let parent: [String]
    let name: String
    let aliases: [String]
    /// Nil where the place is a group.
    let command: (any Command.Type)?

    var names: [String] { [name] + aliases }
    var party: RegistryCheck.Party { RegistryCheck.Party(plugin: plugin, declaredAt: declaredAt) }
    var place: String { (parent + [name]).joined(separator: " ") }

    /// Whether one of its names is a place, or it stands below that.
    func isAt(_ place: String) -> Bool {
        names.contains { ((parent + [$0]).joined(separator: " ") + " ").hasPrefix(place + " ") }
    }

    static func all(of plugin: any Plugin.Type) -> [Claim] {
        let manifest = plugin.manifest
        let mount = manifest.mount.map(\.name)
        let groups = manifest.mount.enumerated().map { index, group in
            Claim(
                plugin: manifest.name, declaredAt: manifest.declaredAt, parent: Array(mount[..<index]),
                name: group.name, aliases: group.aliases, command: nil)
        }
        return groups
            + plugin.commands.map { command in
                let configuration = command.configuration
                return Claim(
                    plugin: manifest.name, declaredAt: configuration.declaredAt, parent: mount,
                    name: configuration.name, aliases: configuration.aliases, command: command)
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
}
