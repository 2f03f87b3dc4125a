/// Every plugin of a program, and the tree of commands that they make together.
///
/// The tree is never built: one level at a time is looked up as words are read, so that a command costs the same to
/// reach however many others there are.
public struct Registry: Sendable {
    /// The plugins, in the order of registration.
    public let plugins: [any Plugin.Type]

    /// Lists the plugins of a program.
    public init(_ plugins: [any Plugin.Type]) { self.plugins = plugins }

    /// A name that can be typed at one level: a command or a group.
    package struct Entry: Sendable {
        package enum Content: Sendable {
            case group
            case command(any Command.Type)
        }

        package let name: String
        package var aliases: [String]
        package var summary: String
        package let content: Content
        /// Whether people are told of the command; a group is shown where one of its commands is.
        package var visibility = Visibility.shown
        package let plugin: any Plugin.Type
    }

    /// What hangs below a path of groups, in the order of registration.
    package func entries(below path: [String]) -> [Entry] {
        var entries: [Entry] = []
        var indexByName: [String: Int] = [:]
        for plugin in plugins where plugin.isMounted(below: path) {
            for entry in plugin.entries(below: path) {
                if let index = indexByName[entry.name] {
                    entries[index].adopt(entry)
                } else {
                    indexByName[entry.name] = entries.count
                    entries.append(entry)
                }
            }
        }
        return entries
    }

    /// The contexts that plugins serve themselves.
    package var embeddedContexts: [EmbeddedContext] { plugins.flatMap { $0.contexts } }

    /// The context of a name that a plugin serves itself.
    package func embeddedContext(named name: String) -> EmbeddedContext? {
        embeddedContexts.first { $0.name == name }
    }
}

extension Registry.Entry {
    package var isGroup: Bool {
        if case .group = content { true } else { false }
    }

    package func answers(to word: String) -> Bool { name == word || aliases.contains(word) }

    /// Takes what another plugin says of the same group.
    fileprivate mutating func adopt(_ other: Registry.Entry) {
        guard isGroup, other.isGroup else { return }
        if summary.isEmpty { summary = other.summary }
        for alias in other.aliases where !aliases.contains(alias) { aliases.append(alias) }
    }
}

extension Plugin {
    static func isMounted(below path: [String]) -> Bool {
        let mount = manifest.mount
        return mount.count >= path.count && zip(mount, path).allSatisfy { $0.name == $1 }
    }

    /// What this plugin has directly below `path`: the next group on its mount, or its commands.
    fileprivate static func entries(below path: [String]) -> [Registry.Entry] {
        if let group = manifest.mount[safely: path.count] {
            return [
                Registry.Entry(
                    name: group.name, aliases: group.aliases, summary: group.summary, content: .group, plugin: self)
            ]
        }
        return commands.map { command in
            let configuration = command.configuration
            return Registry.Entry(
                name: configuration.name, aliases: configuration.aliases, summary: configuration.summary,
                content: .command(command), visibility: configuration.visibility, plugin: self)
        }
    }
}
