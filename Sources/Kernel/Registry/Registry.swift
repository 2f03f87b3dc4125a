import Authentication
import Base

/// All plugins of a program, and the command tree that they form together.
///
/// The tree is never built: words are looked up level by level, so finding a command takes the same time no matter how
/// many others there are.
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

    /// Returns the entry below a path of groups that answers to a word.
    ///
    /// It makes no list of the others: every start of the program looks a few words up.
    package func entry(answeringTo word: String, below path: [String]) -> Entry? {
        var found: Entry?
        for plugin in plugins {
            for mount in plugin.mounts where mount.isBelow(path) {
                if let name = found?.name {
                    if let group = mount.group(below: path, named: name, of: plugin) { found?.adopt(group) }
                } else if let entry = mount.entry(answeringTo: word, below: path, of: plugin) {
                    guard entry.isGroup else { return entry }
                    found = entry
                }
            }
        }
        return found
    }

    /// Returns the default command of a group, if any.
    package func defaultEntry(below path: [String]) -> Entry? {
        for plugin in plugins {
            for mount in plugin.mounts where mount.path.count == path.count && mount.isBelow(path) {
                guard let name = mount.defaultCommand else { continue }
                return entries(below: path).first { $0.name == name && !$0.isGroup }
            }
        }
        return nil
    }

    /// Returns the arguments that a command at a path has besides its own.
    package func common(at path: [String]) -> CommonArguments {
        common.inheriting(
            path.indices.flatMap { level in
                entry(answeringTo: path[level], below: Array(path[..<level]))?.options ?? []
            })
    }

    /// The settings that the plugins read.
    package var configKeys: [ConfigKey] { plugins.flatMap { $0.configKeys } }

    /// The contexts that plugins serve themselves.
    package var embeddedContexts: [EmbeddedContext] { plugins.flatMap { $0.contexts(beside: plugins) } }

    /// Returns the embedded context with a name.
    package func embeddedContext(named name: String) -> EmbeddedContext? {
        embeddedContexts.first { $0.name == name }
    }
}

extension Registry.Entry {
    fileprivate init(
        _ command: any Command.Type, _ configuration: CommandConfiguration, of plugin: any Plugin.Type
    ) {
        self.init(
            name: configuration.name, aliases: configuration.aliases, summary: configuration.summary,
            content: .command(command), visibility: configuration.visibility, plugin: plugin)
    }

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
        if let segment = segment(below: path) { return [group(segment, below: path, of: plugin)] }
        return commands.map { Registry.Entry($0, $0.configuration, of: plugin) }
    }

    /// Returns the one of them that answers to a word.
    fileprivate func entry(
        answeringTo word: String, below path: [String], of plugin: any Plugin.Type
    ) -> Registry.Entry? {
        if let segment = segment(below: path) {
            guard segment.name == word || segment.aliases.contains(word) else { return nil }
            return group(segment, below: path, of: plugin)
        }
        for command in commands {
            let configuration = command.configuration
            if configuration.name == word || configuration.aliases.contains(word) {
                return Registry.Entry(command, configuration, of: plugin)
            }
        }
        return nil
    }

    /// Returns the next group on its path if that has this name.
    fileprivate func group(
        below path: [String], named name: String, of plugin: any Plugin.Type
    ) -> Registry.Entry? {
        guard let segment = segment(below: path), segment.name == name else { return nil }
        return group(segment, below: path, of: plugin)
    }

    private func segment(below path: [String]) -> MountSegment? {
        self.path.count > path.count ? self.path[path.count] : nil
    }

    private func group(
        _ segment: MountSegment, below path: [String], of plugin: any Plugin.Type
    ) -> Registry.Entry {
        Registry.Entry(
            name: segment.name, aliases: segment.aliases, summary: segment.summary, discussion: segment.discussion,
            content: .group, visibility: segment.visibility,
            options: options.map { self.path.count == path.count + 1 ? [$0] : [] } ?? [], plugin: plugin)
    }
}
