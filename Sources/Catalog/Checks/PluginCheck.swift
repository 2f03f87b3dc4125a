import Base
import Kernel

/// Finds faults in what a plugin declares about itself, apart from its commands.
///
/// Each message begins with the property that it is about.
struct PluginCheck {
    private let plugin: any Plugin.Type
    private let registry: Registry

    init(_ plugin: any Plugin.Type, in registry: Registry) {
        self.plugin = plugin
        self.registry = registry
    }

    var problems: [RegistryCheck.Problem] {
        let manifest = plugin.manifest
        let complaints = manifestComplaints(manifest) + completionComplaints + configKeyComplaints
        return complaints.map {
            RegistryCheck.Problem(place: manifest.name, parties: [manifest.party], complaint: $0)
        } + plugin.mounts.flatMap(problems)
    }

    private func manifestComplaints(_ manifest: PluginManifest) -> [String] {
        var complaints = SummaryCheck.complaints(manifest.summary, of: "manifest.summary")
        if !manifest.name.isSoundName { complaints.append("manifest.name: it is not lower case with dashes") }
        if let version = manifest.version, SemanticVersion(version) == nil {
            complaints.append("manifest.version: '\(version)' is not a version such as 1.2.3")
        }
        if plugin.commands.isEmpty, plugin.contexts.isEmpty {
            complaints.append("mounts: the plugin has neither a command nor a context")
        }
        complaints += plugin.mounts.filter(\.commands.isEmpty).map { "mounts: '\($0.line)' has no command" }
        return complaints
    }

    private var completionComplaints: [String] {
        let options = ((try? registry.common.schema.definitions) ?? []).filter(\.takesValue).map(\.name)
        return plugin.completions.keys.sorted().filter { !options.contains($0) }.map {
            "completions: '\($0)' is not a common option"
        }
    }

    private var configKeyComplaints: [String] {
        plugin.configKeys.flatMap { key in
            var complaints: [String] = []
            let parts = key.name.split(separator: ".", omittingEmptySubsequences: false)
            if !parts.allSatisfy({ $0 == "*" || String($0.filter { $0 != "_" }).isSoundName }) {
                complaints.append("'\(key.name)' is not lower-case words with dots between")
            }
            if key.help.trimmed.isEmpty { complaints.append("'\(key.name)' has no help") }
            if let standard = key.standard, let complaint = key.complaint(about: standard) {
                complaints.append("the default '\(standard)' of '\(key.name)' \(complaint)")
            }
            return complaints.map { "configKeys: \($0)" }
        }
    }

    private func problems(_ mount: Mount) -> [RegistryCheck.Problem] {
        let complaints = defaultComplaints(mount) + optionComplaints(mount)
        let party = RegistryCheck.Party(plugin: plugin.manifest.name, declaredAt: mount.declaredAt)
        return complaints.map { RegistryCheck.Problem(place: mount.line, parties: [party], complaint: $0) }
    }

    /// A group's name alone must not change anything, and always run the same command.
    private func defaultComplaints(_ mount: Mount) -> [String] {
        guard let name = mount.defaultCommand else { return [] }
        guard let command = mount.commands.first(where: { $0.configuration.name == name }) else {
            return ["defaultCommand: '\(name)' is not a command of this mount"]
        }
        if command.configuration.effect == .changes { return ["defaultCommand: '\(name)' changes something"] }
        let first = registry.defaultEntry(below: mount.words)?.name
        return first == name ? [] : ["defaultCommand: another mount says '\(first ?? "")'"]
    }

    private func optionComplaints(_ mount: Mount) -> [String] {
        guard let options = mount.options else { return [] }
        if mount.path.isEmpty { return ["options: a mount at the top has no group to declare them for"] }
        do {
            let parent = try registry.common(at: Array(mount.words.dropLast())).schema.definitions
            return ArgumentCheck(try Self.definitions(options), besides: parent).complaints.map { "options: \($0)" }
        } catch {
            return ["options: \(CommandError(describing: error).message)"]
        }
    }

    private static func definitions<Group: ArgumentGroup>(_ group: Group.Type) throws -> [ArgumentDefinition] {
        try ArgumentSchema(of: Group()).definitions
    }
}

/// Checks the line that is shown in lists.
enum SummaryCheck {
    /// Returns the faults of a summary, which is declared by `property`.
    static func complaints(_ summary: String, of property: String) -> [String] {
        if summary.trimmed.isEmpty { return ["\(property): it is missing"] }
        if summary.contains(where: \.isNewline) { return ["\(property): it is more than one line"] }
        return summary.hasSuffix(".") ? ["\(property): it ends with a period"] : []
    }
}

extension PluginManifest {
    var party: RegistryCheck.Party { RegistryCheck.Party(plugin: name, declaredAt: declaredAt) }
}

extension Mount {
    fileprivate var line: String { words.joined(separator: " ") }
}
