import Base
import Kernel

/// One plugin's claim to a place in the tree, by name and aliases.
struct Claim {
    let plugin: String
    let declaredAt: DeclarationPlace
    let parent: [String]
    let name: String
    let aliases: [String]
    /// The command; nil for a group.
    let command: (any Command.Type)?

    var names: [String] { [name] + aliases }
    var party: RegistryCheck.Party { RegistryCheck.Party(plugin: plugin, declaredAt: declaredAt) }
    var place: String { (parent + [name]).joined(separator: " ") }

    /// Returns whether one of its names is a place, or it is below that place.
    func isAt(_ place: String) -> Bool {
        names.contains { ((parent + [$0]).joined(separator: " ") + " ").hasPrefix(place + " ") }
    }

    static func all(of plugin: any Plugin.Type) -> [Claim] {
        plugin.mounts.flatMap { all(of: $0, plugin.manifest.name) }
    }

    private static func all(of mount: Mount, _ plugin: String) -> [Claim] {
        let words = mount.words
        let groups = mount.path.enumerated().map { index, group in
            Claim(
                plugin: plugin, declaredAt: mount.declaredAt, parent: Array(words[..<index]), name: group.name,
                aliases: group.aliases, command: nil)
        }
        return groups
            + mount.commands.map { command in
                let configuration = command.configuration
                return Claim(
                    plugin: plugin, declaredAt: configuration.declaredAt, parent: words, name: configuration.name,
                    aliases: configuration.aliases, command: command)
            }
    }

    /// Returns why two claims to the same word conflict, or nil if they are the same group.
    func complaint(against other: Claim, _ name: String) -> String? {
        if command == nil, other.command == nil, self.name == other.name { return nil }
        let isMountedUnderLeaf = (command == nil) != (other.command == nil) && self.name == other.name
        if isMountedUnderLeaf { return "mounts: a mount is below a command" }
        if self.name == name, other.name == name { return "name: two commands have this path" }
        return "aliases: an alias shadows another name"
    }
}
