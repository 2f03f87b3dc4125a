import Authentication
import Base

/// Every plugin of a program, and the command tree that they form together.
///
/// The tree is never built: words are looked up one level at a time, so that reaching a command takes the same time
/// regardless of how many others there are.
public struct Registry: Sendable {
    /// The plugins, in the order of registration.
    public let plugins: [any Plugin.Type]
    /// The arguments that every command has.
    package let common: CommonArguments

    /// Creates a registry with the plugins of a program.
    package init(
        _ plugins: [any Plugin.Type],
        common: CommonArguments = CommonArguments(variablePrefix: ProgramNames("program").variablePrefix)
    ) {
        self.plugins = plugins
        self.common = common
    }

    /// A name at one level of the tree: a command or a group.
    package struct Entry: Sendable {
        package enum Content: Sendable {
            case group
            case command(any Command.Type)
        }

        package let name: String
        package var aliases: [String]
        package var summary: String
        /// More text about a group; a command has its own.
        package var discussion = ""
        package let content: Content
        /// Whether it is shown; a group is shown only if one of its commands is, too.
        package var visibility = Visibility.shown
        /// The options that a group gives to every command below it.
        package var options: [any ArgumentGroup.Type] = []
        package let plugin: any Plugin.Type
    }

    /// Returns the entries below a path of groups, in the order of registration.
    package func entries(below path: [String]) -> [Entry] {
        var entries: [Entry] = []
        var indexByName: [String: Int] = [:]
        for plugin in plugins {
            for mount in plugin.mounts where mount.isBelow(path) {
                for entry in mount.entries(below: path, of: plugin) {
                    if let index = indexByName[entry.name] {
                        entries[index].adopt(entry)
                    } else {
                        indexByName[entry.name] = entries.count
                        entries.append(entry)
                    }
                }
            }
        }
        return entries
    }

    /// Returns the command that runs where a group is named without one.
    package func defaultEntry(below path: [String]) -> Entry? {
        let mounts = plugins.lazy.flatMap { $0.mounts }.filter { $0.defaultCommand != nil && $0.words == path }
        return mounts.first?.defaultCommand.flatMap { name in
            entries(below: path).first { $0.name == name && !$0.isGroup }
        }
    }

    /// Returns the arguments that a command at a path has besides its own.
    package func common(at path: [String]) -> CommonArguments {
        common.inheriting(
            path.indices.flatMap { level in
                entries(below: Array(path[..<level])).first { $0.name == path[level] }?.options ?? []
            })
    }

    /// The settings that the plugins read.
    package var configKeys: [ConfigKey] { plugins.flatMap { $0.configKeys } }

    /// The contexts that plugins serve themselves.
    package var embeddedContexts: [EmbeddedContext] { plugins.flatMap { $0.contexts } }

    /// Returns the embedded context with a name.
    package func embeddedContext(named name: String) -> EmbeddedContext? {
        embeddedContexts.first { $0.name == name }
    }
}

extension Registry.Entry {
    package var isGroup: Bool {
        if case .group = content { true } else { false }
    }

    package func answers(to word: String) -> Bool { name == word || aliases.contains(word) }

    /// Adds what another mount declares about the same group.
    fileprivate mutating func adopt(_ other: Registry.Entry) {
        guard isGroup, other.isGroup else { return }
        if summary.isEmpty { summary = other.summary }
        if discussion.isEmpty { discussion = other.discussion }
        if visibility == .shown { visibility = other.visibility }
        for alias in other.aliases where !aliases.contains(alias) { aliases.append(alias) }
        options += other.options
    }
}

extension Mount {
    /// Returns what the mount has directly below `path`: the next group on its path, or its commands.
    fileprivate func entries(below path: [String], of plugin: any Plugin.Type) -> [Registry.Entry] {
        if let group = self.path[safely: path.count] {
            return [
                Registry.Entry(
                    name: group.name, aliases: group.aliases, summary: group.summary, discussion: group.discussion,
                    content: .group, visibility: group.visibility,
                    options: options.map { self.path.count == path.count + 1 ? [$0] : [] } ?? [], plugin: plugin)
            ]
        }
        return commands.map { command in
            let configuration = command.configuration
            return Registry.Entry(
                name: configuration.name, aliases: configuration.aliases, summary: configuration.summary,
                content: .command(command), visibility: configuration.visibility, plugin: plugin)
        }
    }
}
