import Base

/// Traversals of the command tree for help, checks and errors; ``CommandLookup`` finds the command to run.
extension Registry {
    /// Returns every command below a path of groups.
    package func commands(below path: [String]) -> [any Command.Type] {
        entries(below: path).flatMap { entry -> [any Command.Type] in
            switch entry.content {
            case .command(let command): [command]
            case .group: commands(below: path + [entry.name])
            }
        }
    }

    /// Returns the options of all mounts below a path of groups.
    func options(below path: [String]) -> [any ArgumentGroup.Type] {
        plugins.flatMap { plugin in plugin.mounts.filter { $0.isBelow(path) }.compactMap(\.options) }
    }

    /// Returns the visible entries below a path of groups.
    package func shownEntries(below path: [String]) -> [Entry] {
        entries(below: path).filter { isShown($0, below: path) }
    }

    /// Returns whether a path leads to a command or group, shown or not.
    func hasEntry(at path: [String]) -> Bool {
        guard let name = path.last else { return true }
        return entry(answeringTo: name, below: Array(path.dropLast()))?.name == name
    }

    /// Returns whether a path leads to a command that sends requests.
    func reachesServer(_ path: [String]) -> Bool {
        let entry = entry(answeringTo: path.last ?? "", below: path.dropLast())
        guard case .command(let command)? = entry?.content else { return false }
        return command.configuration.effect != .local
    }

    /// Returns the visible command or group at a path.
    package func shownEntry(at path: [String]) -> Entry? {
        guard let name = path.last else { return nil }
        let parent = Array(path.dropLast())
        return entries(below: parent).first { $0.name == name && isShown($0, below: parent) }
    }

    /// A group is shown if one of its commands is, at any depth: usually the first one examined.
    private func isShown(_ entry: Entry, below path: [String]) -> Bool {
        guard entry.isGroup, entry.visibility == .shown else { return entry.visibility == .shown }
        let path = path + [entry.name]
        return plugins.contains { plugin in
            plugin.mounts.contains { mount in
                mount.isBelow(path) && mount.commands.contains { $0.configuration.visibility == .shown }
            }
        }
    }

    /// Returns every visible command and group below a path, from the shallowest to the deepest.
    ///
    /// Each is represented by the entries that lead to it.
    package func shownPlaces() -> [[Entry]] {
        var places: [[Entry]] = []
        var level: [[Entry]] = [[]]
        while !level.isEmpty {
            level = level.flatMap { place in
                shownEntries(below: place.map(\.name)).map { place + [$0] }
            }
            places += level
            level = level.filter { $0.last?.isGroup == true }
        }
        return places
    }
}
