import Kernel

/// The manifest: what every command is called, takes, does and returns.
///
/// Its schema is `docs/reference/manifest.schema.json`.
struct ProgramManifest: Encodable {
    /// The number that changes with every change that old readers would misread.
    let schemaVersion = 1
    let program: String
    let version: String
    let summary: String
    let outputFormats: [String]
    let exitCodes: [ExitCodeEntry]
    let commonFlags: [ArgumentEntry]
    let groups: [GroupEntry]
    let commands: [CommandEntry]

    init(_ program: Program, _ places: [Place]) throws {
        self.program = program.name
        version = program.version
        summary = program.summary
        outputFormats = OutputFormat.allCases.map(\.rawValue)
        exitCodes = ExitCode.allCases.map(ExitCodeEntry.init)
        let common = try CommandReader.commonSchema.definitions
        commonFlags = common.filter(\.isShown).map(ArgumentEntry.init)
        groups = places.compactMap(GroupEntry.init)
        commands = places.compactMap { CommandEntry($0, program, besides: common) }
    }

    struct ExitCodeEntry: Encodable {
        let code: Int
        let name: String
        let meaning: String

        init(_ code: ExitCode) {
            self.code = Int(code.rawValue)
            name = code.name
            meaning = code.meaning
        }
    }

    struct GroupEntry: Encodable {
        let path: [String]
        let aliases: [String]
        let summary: String

        init?(_ place: Place) {
            guard case .group = place.kind, !place.path.isEmpty else { return nil }
            path = place.path
            aliases = place.aliases
            summary = place.summary
        }
    }
}

/// One command of the manifest.
struct CommandEntry: Encodable {
    let path: [String]
    let aliases: [String]
    let plugin: String
    let summary: String
    let discussion: String
    let usage: String
    /// `local`, `reads` or `changes`.
    let effect: String
    let changesServer: Bool
    let needsLogin: Bool
    let arguments: [ArgumentEntry]
    let flags: [ArgumentEntry]
    let rules: [RuleEntry]
    let fields: [String]
    let exitCodes: [Int]
    let examples: [ExampleEntry]
    let related: [String]

    init?(_ place: Place, _ program: Program, besides common: [ArgumentDefinition]) {
        guard case .command(let configuration, let schema, let fields) = place.kind else { return nil }
        path = place.path
        aliases = place.aliases
        plugin = place.plugin
        summary = place.summary
        discussion = configuration.discussion
        usage = schema.usage(of: place.line(program))
        effect = "\(configuration.effect)"
        changesServer = configuration.effect == .changes
        needsLogin = configuration.effect != .local
        arguments = schema.positionals.map(ArgumentEntry.init)
        let names = Set(common.map(\.name))
        flags = schema.definitions.filter { !$0.isPositional && $0.isShown && !names.contains($0.name) }
            .map(ArgumentEntry.init)
        rules = schema.rules.map { RuleEntry($0, schema) }
        self.fields = fields
        exitCodes = configuration.exitCodes.map { Int($0.rawValue) }
        let mount = ([program.name] + place.path.dropLast()).joined(separator: " ")
        examples = configuration.examples.map {
            ExampleEntry(commandLine: "\(mount) \($0.commandLine)", purpose: $0.purpose)
        }
        related = configuration.related.filter { program.registry.shownEntry(at: ShellWords.split($0)) != nil }
    }

    struct ExampleEntry: Encodable {
        let commandLine: String
        let purpose: String
    }

    /// A rule between arguments: `exclusive`, `together` or `oneOf`.
    struct RuleEntry: Encodable {
        let kind: String
        let arguments: [String]
        let sentence: String

        init(_ rule: ArgumentRule, _ schema: ArgumentSchema) {
            kind = "\(rule.kind)"
            arguments = rule.paths.compactMap { schema.definition(at: $0)?.displayName }
            sentence = schema.sentence(of: rule)
        }
    }
}

/// One argument, option or flag of the manifest.
struct ArgumentEntry: Encodable {
    /// The long name without dashes, or an argument's placeholder.
    let name: String
    let short: String?
    let help: String
    /// The type of one value in JSON: `string`, `integer`, `number` or `boolean`.
    let type: String
    let valueName: String?
    let allowedValues: [String]?
    let rule: String?
    let standard: String?
    let environment: String?
    let isRequired: Bool
    let isRepeatable: Bool
    let isInvertible: Bool
    /// `word`, `wordOrFile` or `file`: how a value is given.
    let source: String

    private enum CodingKeys: String, CodingKey {
        case name, short, help, type, valueName, allowedValues, rule, environment, isRequired, isRepeatable,
            isInvertible
        case source
        case standard = "default"
    }

    init(_ definition: ArgumentDefinition) {
        name = definition.name
        short = definition.short.map { String($0) }
        help = definition.help
        type = definition.jsonType
        valueName = definition.takesValue ? definition.valueName : nil
        allowedValues = definition.allowedValues.isEmpty ? nil : definition.allowedValues
        rule = definition.rule
        standard = definition.defaultText
        environment = definition.environment
        isRequired = definition.isRequired
        isRepeatable = definition.isRepeatable
        isInvertible = definition.form == .flag(isInvertible: true)
        source = "\(definition.source)"
    }
}
