import Base
public import Kernel

/// A check for declarations that contradict each other or lack the help that people need.
///
/// It instantiates every command, so it runs in tests and on request, never at start-up.
public struct RegistryCheck {
    /// A plugin that is involved in a problem.
    public struct Party: Sendable, Hashable {
        /// The plugin's name.
        public let plugin: String
        /// The source location of the declaration that causes the problem.
        public let declaredAt: DeclarationPlace
    }

    /// A problem, its place in the command tree, and the plugins that cause it.
    public struct Problem: Sendable, Equatable, CustomStringConvertible {
        /// The words that lead to the place, as typed.
        public let place: String
        /// The plugins involved, with their declarations.
        public let parties: [Party]
        /// A description of the problem.
        public let complaint: String

        /// The names of the plugins involved, each once.
        public var plugins: [String] {
            parties.reduce(into: []) { if !$0.contains($1.plugin) { $0.append($1.plugin) } }
        }

        /// One line with the plugins, their declarations, the place and the problem.
        public var description: String {
            let parties = parties.map { "\($0.plugin) (\($0.declaredAt))" }.joined(separator: ", ")
            return "\(parties): '\(place)': \(complaint)"
        }
    }

    private let registry: Registry
    private let isWhole: Bool

    /// Creates a check of a registry.
    ///
    /// - Parameter isWhole: Whether all plugins that others may mention are present, so that `related` commands must
    ///   all exist. Otherwise, only those in one of the plugin's own groups must.
    public init(_ registry: Registry, isWhole: Bool = false) {
        self.registry = registry
        self.isWhole = isWhole
    }

    /// Returns all problems, in the order of registration; empty if there are none.
    public func problems() -> [Problem] {
        let claims = registry.plugins.flatMap { Claim.all(of: $0) }
        let clashes = clashes(claims)
        let places = Set(clashes.map(\.place))
        return registry.plugins.flatMap { PluginCheck($0, in: registry).problems }
            + SharedNames(registry: registry).problems + clashes + claims.flatMap { faults($0, besides: places) }
            + registry.plugins.compactMap { $0 as? any DeclarationCheck.Type }.flatMap {
                $0.problems(among: registry.plugins)
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
        var complaints = claim.names.enumerated().filter { !$1.isSoundName && !isForPrograms }.map {
            "\($0 == 0 ? "name" : "aliases"): '\($1)' is not lower case with dashes"
        }
        if let command = claim.command {
            complaints += SummaryCheck.complaints(command.configuration.summary, of: "summary")
            complaints += CommandCheck(command, at: claim.parent, in: registry)
                .complaints(typingExamples: clashes.allSatisfy { !claim.isAt($0) })
            complaints += related(of: command, claim.plugin)
        } else if registry.lacksSummary(claim.name, below: claim.parent) {
            complaints.append("summary: no mount gives this group one")
        }
        return complaints.map { Problem(place: claim.place, parties: [claim.party], complaint: $0) }
    }

    /// Returns the related commands that should exist but don't.
    private func related(of command: any Command.Type, _ plugin: String) -> [String] {
        let mounts = registry.plugins.filter { $0.manifest.name == plugin }.flatMap { $0.mounts }.map(\.words)
        return command.configuration.related.filter { line in
            let path = ShellWords.split(line)
            return registry.shownEntry(at: path) == nil && (isWhole || mounts.contains(Array(path.dropLast())))
        }.map { "related: '\($0)' is not a command or group" }
    }
}

extension Registry {
    /// Returns whether a name leads to a group without a summary.
    fileprivate func lacksSummary(_ name: String, below path: [String]) -> Bool {
        entries(below: path).contains { $0.name == name && $0.isGroup && $0.summary.trimmed.isEmpty }
    }
}
