import Base
public import Kernel

/// Finds declarations that contradict each other or leave people without help.
///
/// It instantiates every command, so it runs as a test and on request, never at start-up.
public struct RegistryCheck {
    /// A plugin that is involved in a problem.
    public struct Party: Sendable, Hashable {
        /// The plugin's name.
        public let plugin: String
        /// The declaration that causes the problem.
        public let declaredAt: DeclarationPlace
    }

    /// One fault, its place, and the plugins that cause it.
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The words that lead to the place.
        public let place: String
        /// The plugins involved, with their declarations.
        public let parties: [Party]
        /// The fault.
        public let complaint: String

        /// The names of the plugins involved, each once.
        public var plugins: [String] {
            parties.reduce(into: []) { if !$0.contains($1.plugin) { $0.append($1.plugin) } }
        }

        /// One line with the plugins, their declarations, the place and the fault.
        public var description: String {
            let parties = parties.map { "\($0.plugin) (\($0.declaredAt))" }.joined(separator: ", ")
            return "\(parties): '\(place)': \(complaint)"
        }
    }

    private let registry: Registry

    /// Creates a check of a registry.
    public init(_ registry: Registry) { self.registry = registry }

    /// Returns all faults, in the order of registration; empty if the registry is valid.
    public func problems() -> [Problem] {
        let claims = registry.plugins.flatMap { Claim.all(of: $0) }
        let clashes = clashes(claims)
        let places = Set(clashes.map(\.place))
        return registry.plugins.flatMap(metadata) + sharedNames() + clashes
            + claims.flatMap { faults($0, besides: places) }
            + registry.plugins.compactMap { $0 as? any DeclarationCheck.Type }.flatMap {
                $0.problems(among: registry.plugins)
            }
    }

    /// Returns faults in what a plugin declares about itself.
    private func metadata(_ plugin: any Plugin.Type) -> [Problem] {
        let manifest = plugin.manifest
        var complaints = SummaryCheck.complaints(manifest.summary, of: "the plugin's summary")
        if !manifest.name.isSoundName { complaints.append("the plugin's name is not lower case with dashes") }
        if let version = manifest.version, SemanticVersion(version) == nil {
            complaints.append("the plugin's version '\(version)' is not a semantic version, such as 1.2.3")
        }
        if plugin.commands.isEmpty, plugin.contexts.isEmpty {
            complaints.append("the plugin has neither a command nor a context")
        }
        complaints += plugin.mounts.filter(\.commands.isEmpty).map { mount in
            "the mount '\(mount.words.joined(separator: " "))' has no command"
        }
        return complaints.map { Problem(place: manifest.name, parties: [manifest.party], complaint: $0) }
    }

    private func sharedNames() -> [Problem] {
        let parties = Dictionary(grouping: registry.plugins.map { $0.manifest.party }, by: \.plugin)
        return parties.filter { $1.count > 1 }.sorted { $0.key < $1.key }.map {
            Problem(place: $0, parties: $1, complaint: "two plugins have this name")
        }
    }

    /// Returns claims to one place that aren't the same group.
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
                    place: place.joined(separator: " "), parties: [other.party, claim.party], complaint: complaint)
                if !problems.contains(problem) { problems.append(problem) }
            }
        }
        return problems
    }

    /// Returns the faults of one claim by itself.
    ///
    /// - Parameter clashes: The places with conflicting claims, whose examples are skipped.
    private func faults(_ claim: Claim, besides clashes: Set<String>) -> [Problem] {
        // Commands for other programs can have any name.
        let isForPrograms = claim.command?.configuration.takesWordsVerbatim == true
        var complaints = claim.names.filter { !$0.isSoundName && !isForPrograms }.map {
            "'\($0)' is not lower case with dashes"
        }
        if let command = claim.command {
            complaints += SummaryCheck.complaints(command.configuration.summary, of: "its summary")
            complaints += CommandCheck(command, at: claim.parent, in: registry)
                .complaints(typingExamples: clashes.allSatisfy { !claim.isAt($0) })
        } else if registry.lacksSummary(claim.name, below: claim.parent) {
            complaints.append("no mount gives this group a summary")
        }
        return complaints.map { Problem(place: claim.place, parties: [claim.party], complaint: $0) }
    }
}

/// Checks the line that is shown in lists.
enum SummaryCheck {
    /// Returns the faults of a summary, which is called `subject`.
    static func complaints(_ summary: String, of subject: String) -> [String] {
        if summary.trimmed.isEmpty { return ["\(subject) is missing"] }
        if summary.contains(where: \.isNewline) { return ["\(subject) is more than one line"] }
        return summary.hasSuffix(".") ? ["\(subject) ends with a period"] : []
    }
}

extension PluginManifest {
    fileprivate var party: RegistryCheck.Party { RegistryCheck.Party(plugin: name, declaredAt: declaredAt) }
}

extension Registry {
    /// Returns whether a name leads to a group without a summary.
    fileprivate func lacksSummary(_ name: String, below path: [String]) -> Bool {
        entries(below: path).contains { $0.name == name && $0.isGroup && $0.summary.trimmed.isEmpty }
    }
}
