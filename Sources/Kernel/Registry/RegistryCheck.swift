/// Looks for declarations that contradict each other or leave people without help.
///
/// It instantiates every command, so it runs as a test and on request, never at start-up.
public struct RegistryCheck {
    /// A plugin that takes part in a problem.
    public struct Party: Sendable, Hashable {
        /// The plugin's name.
        public let plugin: String
        /// Where it declares what is wrong.
        public let declaredAt: DeclarationPlace
    }

    /// One thing that is wrong: where, and which plugins declare it.
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The place: the words that people would type.
        public let place: String
        /// The plugins that take part, with the declarations that do.
        public let parties: [Party]
        /// What is wrong there.
        public let complaint: String

        /// The names of the plugins that take part, each once.
        public var plugins: [String] {
            parties.reduce(into: []) { if !$0.contains($1.plugin) { $0.append($1.plugin) } }
        }

        /// One line that names the plugins, their declarations, the place and the fault.
        public var description: String {
            let parties = parties.map { "\($0.plugin) (\($0.declaredAt))" }.joined(separator: ", ")
            return "\(parties): '\(place)': \(complaint)"
        }
    }

    private let registry: Registry

    /// Prepares to look at a registry.
    public init(_ registry: Registry) { self.registry = registry }

    /// Everything that is wrong, in the order of registration; empty when all is sound.
    public func problems() -> [Problem] {
        let claims = registry.plugins.flatMap { Claim.all(of: $0) }
        let clashes = clashes(claims)
        let places = Set(clashes.map(\.place))
        return registry.plugins.flatMap(metadata) + sharedNames() + clashes
            + claims.flatMap { faults($0, besides: places) }
    }

    /// What a plugin leaves out of what it says of itself.
    private func metadata(_ plugin: any Plugin.Type) -> [Problem] {
        let manifest = plugin.manifest
        var complaints = SummaryCheck.complaints(manifest.summary, of: "the plugin's summary")
        if !manifest.name.isSoundName { complaints.append("the plugin's name is not lower case with dashes") }
        if plugin.commands.isEmpty, plugin.contexts.isEmpty {
            complaints.append("the plugin has neither a command nor a context")
        }
        return complaints.map { Problem(place: manifest.name, parties: [manifest.party], complaint: $0) }
    }

    private func sharedNames() -> [Problem] {
        let parties = Dictionary(grouping: registry.plugins.map { $0.manifest.party }, by: \.plugin)
        return parties.filter { $1.count > 1 }.sorted { $0.key < $1.key }.map {
            Problem(place: $0, parties: $1, complaint: "two plugins have this name")
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
                    place: place.joined(separator: " "), parties: [other.party, claim.party], complaint: complaint)
                if !problems.contains(problem) { problems.append(problem) }
            }
        }
        return problems
    }

    /// What is wrong with one claim by itself.
    ///
    /// - Parameter clashes: The places that several claim: whose example stands there is not asked.
    private func faults(_ claim: Claim, besides clashes: Set<String>) -> [Problem] {
        var complaints = claim.names.filter { !$0.isSoundName }.map { "'\($0)' is not lower case with dashes" }
        if let command = claim.command {
            complaints += SummaryCheck.complaints(command.configuration.summary, of: "its summary")
            complaints += CommandCheck(command, at: claim.parent, in: registry)
                .complaints(typingExamples: clashes.allSatisfy { !claim.isAt($0) })
        } else if registry.lacksSummary(claim.name, below: claim.parent) {
            complaints.append("no plugin gives this group a summary")
        }
        return complaints.map { Problem(place: claim.place, parties: [claim.party], complaint: $0) }
    }
}

/// Looks at the one line that people read in lists.
enum SummaryCheck {
    /// Each fault of a summary, which is called `subject`.
    static func complaints(_ summary: String, of subject: String) -> [String] {
        if summary.trimmed.isEmpty { return ["\(subject) is missing"] }
        if summary.contains(where: \.isNewline) { return ["\(subject) is more than one line"] }
        return summary.hasSuffix(".") ? ["\(subject) ends with a full stop"] : []
    }
}

extension PluginManifest {
    fileprivate var party: RegistryCheck.Party { RegistryCheck.Party(plugin: name, declaredAt: declaredAt) }
}

extension Registry {
    /// Whether a name leads to a group that nobody describes.
    fileprivate func lacksSummary(_ name: String, below path: [String]) -> Bool {
        entries(below: path).contains { $0.name == name && $0.isGroup && $0.summary.trimmed.isEmpty }
    }
}
