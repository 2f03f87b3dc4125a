import Base
package import Kernel

/// One command or group of the tree, for documents.
package struct ReferenceTopic {
    package enum Kind {
        /// Its entries, and the name of the default one.
        case group([Registry.Entry], defaultCommand: String?)
        case command(CommandConfiguration, ArgumentSchema, fields: [String])
    }

    /// The words that people type, without the program's name.
    package let path: [String]
    package let aliases: [String]
    package let summary: String
    /// More text about a group; a command's is in its configuration.
    package let discussion: String
    package let kind: Kind
    /// The plugin that it belongs to; the first one, if a group belongs to several.
    package let plugin: String

    /// Returns every visible command and group, the program itself first.
    ///
    /// - Throws: ``CommandError`` that names the plugin if a declaration is invalid.
    package static func all(of program: Program) throws -> [ReferenceTopic] {
        if let problem = RegistryCheck(program.registry).problems().first {
            throw CommandError(
                .failure, "nothing was written: \(problem)", hint: .command("plugin check"))
        }
        let registry = program.registry
        let root = ReferenceTopic(
            path: [], aliases: [], summary: program.summary, discussion: "",
            kind: .group(registry.shownEntries(below: []), defaultCommand: registry.defaultEntry(below: [])?.name),
            plugin: "")
        return [root] + (try registry.shownPlaces().map { try ReferenceTopic($0, registry) })
    }

    private init(
        path: [String], aliases: [String], summary: String, discussion: String, kind: Kind, plugin: String
    ) {
        self.path = path
        self.aliases = aliases
        self.summary = summary
        self.discussion = discussion
        self.kind = kind
        self.plugin = plugin
    }

    private init(_ entries: [Registry.Entry], _ registry: Registry) throws {
        let path = entries.map(\.name)
        let entry = entries[entries.count - 1]
        let kind: Kind =
            switch entry.content {
            case .group:
                .group(registry.shownEntries(below: path), defaultCommand: registry.defaultEntry(below: path)?.name)
            case .command(let command): try Self.kind(of: command, registry.common(at: path))
            }
        self.init(
            path: path, aliases: entry.aliases, summary: entry.summary, discussion: entry.discussion, kind: kind,
            plugin: entry.plugin.manifest.name)
    }

    private static func kind<Declared: Command>(of command: Declared.Type, _ common: CommonArguments) throws -> Kind {
        .command(Declared.configuration, try common.schema(of: command), fields: Declared.fields)
    }

    /// Returns the words that people type.
    package func line(_ program: Program) -> String { ([program.name] + path).joined(separator: " ") }

    /// Returns the name of its file, without extension: `platctl-garden-water`.
    package func fileName(_ program: Program) -> String { ([program.name] + path).joined(separator: "-") }
}
