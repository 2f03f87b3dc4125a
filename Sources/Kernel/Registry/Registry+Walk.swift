/// Ways through the tree of commands, for help, checks and errors; the way to a command that runs is ``CommandLookup``.
extension Registry {
    /// Every command below a path of groups.
    package func commands(below path: [String]) -> [any Command.Type] {
        entries(below: path).flatMap { entry -> [any Command.Type] in
            switch entry.content {
            case .command(let command): [command]
            case .group: commands(below: path + [entry.name])
            }
        }
    }

    /// What hangs below a path of groups and people are told of.
    package func shownEntries(below path: [String]) -> [Entry] {
        entries(below: path).filter { isShown($0, below: path) }
    }

    /// The command or group of a path, where people are told of it.
    package func shownEntry(at path: [String]) -> Entry? {
        guard let name = path.last else { return nil }
        let parent = Array(path.dropLast())
        return entries(below: parent).first { $0.name == name && isShown($0, below: parent) }
    }

    /// A group is shown where one of its commands is, however deep: most often the first that is looked at.
    private func isShown(_ entry: Entry, below path: [String]) -> Bool {
        guard entry.isGroup else { return entry.visibility == .shown }
        let path = path + [entry.name]
        return plugins.contains { plugin in
            plugin.isMounted(below: path) && plugin.commands.contains { $0.configuration.visibility == .shown }
        }
    }

    /// Every command and group below a path that people are told of, from the shallowest to the deepest.
    ///
    /// Each is given by the entries that lead to it.
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
