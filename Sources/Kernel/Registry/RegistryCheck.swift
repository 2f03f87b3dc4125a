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
        return Set(names).sorted().filter { name in names.count { $0 == name } > 1 }.map {
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
        complaints += claim.names.filter { !Self.isSoundName($0) }.map { "'\($0)' is not lower case with dashes" }
        if let command = claim.command {
            if command.configuration.summary.trimmed.isEmpty { complaints.append("its summary is missing") }
            complaints += Self.flagComplaints(command)
        } else if registry.summary(ofGroup: claim.parent + [claim.name]).isEmpty {
            complaints.append("no plugin gives this group a summary")
        }
        return complaints.map {
            Problem(place: claim.place, plugins: [claim.plugin], complaint: $0)
        }
    }

    private static func flagComplaints(_ command: any Command.Type) -> [String] {
        guard let common = try? CommandReader.commonSchema.definitions,
            let own = try? CommandReader.schema(of: command).definitions.dropLast(common.count)
        else { return ["a property of it is no @Argument, @Option, @Flag or @OptionGroup"] }
        var complaints: [String] = []
        var seen = Set<String>()
        for definition in own where !definition.isPositional {
            for name in definition.typedNames {
                if common.contains(where: { $0.typedNames.contains(name) }) {
                    complaints.append("its flag \(name) collides with a common flag")
                } else if !seen.insert(name).inserted {
                    complaints.append("it declares the flag \(name) twice")
                }
            }
        }
        let blank = own.filter { $0.help.trimmed.isEmpty }
        return complaints + blank.map { "\($0.displayName) has no help" }
    }

    private static func isSoundName(_ name: String) -> Bool {
        name.first?.isLetter == true
            && name.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
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
    fileprivate func summary(ofGroup path: [String]) -> String {
        entries(below: path.dropLast()).first { $0.name == path.last && $0.isGroup }?.summary ?? ""
    }
}

extension ArgumentDefinition {
    /// Everything that can be typed for it, with dashes.
    fileprivate var typedNames: [String] {
        var names = ["--\(name)"]
        if form == .flag(isInvertible: true) { names.append("--no-\(name)") }
        if let short { names.append("-\(short)") }
        return names
    }
}
