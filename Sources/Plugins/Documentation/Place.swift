import Kernel

/// One command or group of the tree, as documents tell of it.
struct Place {
    enum Kind {
        case group([Registry.Entry])
        case command(CommandConfiguration, ArgumentSchema, fields: [String])
    }

    /// The words that people type, without the program's name.
    let path: [String]
    let aliases: [String]
    let summary: String
    let kind: Kind
    /// The plugin that it is of; a group may be of several, and this is the first.
    let plugin: String

    /// Every command and group that people are told of, the program itself first.
    ///
    /// - Throws: ``CommandError`` that names the plugin where something that it declares is unsound.
    static func all(of program: Program) throws -> [Place] {
        if let problem = RegistryCheck(program.registry).problems().first {
            throw CommandError(
                .failure, "nothing was written: \(problem)", hint: "\(program.name) plugin check shows every fault")
        }
        let registry = program.registry
        let root = Place(
            path: [], aliases: [], summary: program.summary, kind: .group(registry.shownEntries(below: [])), plugin: "")
        return [root] + (try registry.shownPlaces().map { try Place($0, registry) })
    }

    private init(path: [String], aliases: [String], summary: String, kind: Kind, plugin: String) {
        self.path = path
        self.aliases = aliases
        self.summary = summary
        self.kind = kind
        self.plugin = plugin
    }

    private init(_ entries: [Registry.Entry], _ registry: Registry) throws {
        let path = entries.map(\.name)
        let entry = entries[entries.count - 1]
        let kind: Kind =
            switch entry.content {
            case .group: .group(registry.shownEntries(below: path))
            case .command(let command): try Self.kind(of: command)
            }
        self.init(
            path: path, aliases: entry.aliases, summary: entry.summary, kind: kind, plugin: entry.plugin.manifest.name)
    }

    private static func kind<Declared: Command>(of command: Declared.Type) throws -> Kind {
        .command(Declared.configuration, try CommandReader.schema(of: command), fields: Declared.fields)
    }

    /// The words that people type.
    func line(_ program: Program) -> String { ([program.name] + path).joined(separator: " ") }

    /// The name of a file about it, without its ending: `astro-garden-water`.
    func fileName(_ program: Program) -> String { ([program.name] + path).joined(separator: "-") }
}
