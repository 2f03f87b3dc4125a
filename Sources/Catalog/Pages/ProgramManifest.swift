import Base
package import Kernel
import Terminal

/// The manifest: the name, arguments, effect and result of every command.
///
/// Its schema is `docs/reference/manifest.schema.json`.
package struct ProgramManifest: Encodable {
    /// The version of the format, which increases with every change that old readers would misread.
    package let schemaVersion = 1
    package let program: String
    package let version: String
    package let summary: String
    package let outputFormats: [String]
    package let exitCodes: [ExitCodeEntry]
    package let commonFlags: [ArgumentEntry]
    package let groups: [GroupEntry]
    package let commands: [CommandEntry]
    package let settings: [SettingEntry]

    package init(_ program: Program, _ places: [ReferenceTopic]) throws {
        self.program = program.name
        version = program.version
        summary = program.summary
        outputFormats = OutputFormat.allCases.map(\.rawValue)
        exitCodes = ExitCode.allCases.map(ExitCodeEntry.init)
        let common = try program.registry.common.schema.definitions
        commonFlags = common.filter(\.isShown).map(ArgumentEntry.init)
        groups = places.compactMap(GroupEntry.init)
        let tools = Dictionary(program.registry.tools().map { ($0.path, $0.json()) }) { first, _ in first }
        commands = places.compactMap { CommandEntry($0, program, besides: common, tool: tools[$0.path]) }
        settings = SettingTopic.all(of: program).map(SettingEntry.init)
    }

    package struct ExitCodeEntry: Encodable {
        let code: Int
        let name: String
        let meaning: String

        init(_ code: ExitCode) {
            self.code = Int(code.rawValue)
            name = code.name
            meaning = code.meaning
        }
    }

    package struct GroupEntry: Encodable {
        let path: [String]
        let aliases: [String]
        let summary: String
        let discussion: String?
        /// The default command; nil if the group shows help.
        let defaultCommand: String?

        init?(_ place: ReferenceTopic) {
            guard case .group(_, let defaultCommand) = place.kind, !place.path.isEmpty else { return nil }
            discussion = place.discussion.isEmpty ? nil : place.discussion
            self.defaultCommand = defaultCommand
            path = place.path
            aliases = place.aliases
            summary = place.summary
        }
    }
}

/// One setting of the manifest.
package struct SettingEntry: Encodable {
    package let key: String
    /// The plugin that reads it; nil for the program itself.
    package let plugin: String?
    package let help: String?
    /// The JSON type of the value: `string`, `integer`, `number` or `boolean`.
    package let type: String
    package let allowedValues: [String]?
    package let rule: String?
    package let standard: String?
    package let isAllowedInProjects: Bool
    package let variable: String?

    private enum CodingKeys: String, CodingKey {
        case key, plugin, help, type, allowedValues, rule, isAllowedInProjects, variable
        case standard = "default"
    }

    package init(_ topic: SettingTopic) {
        let kind = topic.key.kind
        key = topic.key.name
        plugin = topic.plugin
        help = topic.key.help.isEmpty ? nil : topic.key.help
        type = kind.jsonType
        allowedValues = kind.allowedValues.isEmpty ? nil : kind.allowedValues
        rule = kind.rule
        standard = topic.key.standard
        isAllowedInProjects = topic.key.isAllowedInProjects
        variable = topic.variable
    }
}

/// One command of the manifest.
package struct CommandEntry: Encodable {
    package let path: [String]
    package let aliases: [String]
    package let plugin: String
    package let summary: String
    package let discussion: String
    package let usage: String
    /// `local`, `reads` or `changes`.
    package let effect: String
    package let changesServer: Bool
    package let needsLogin: Bool
    package let arguments: [ArgumentEntry]
    package let flags: [ArgumentEntry]
    package let rules: [RuleEntry]
    package let fields: [String]
    package let exitCodes: [Int]
    /// The exit codes that mean something of their own here; nil if there are none.
    package let exitMeanings: [ExitMeaningEntry]?
    package let examples: [ExampleEntry]
    package let related: [String]
    /// The tool for agents; nil if the command isn't for agents.
    package let tool: JSONValue?

    package init?(_ place: ReferenceTopic, _ program: Program, besides common: [ArgumentDefinition], tool: JSONValue?) {
        self.tool = tool
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
        let own = configuration.ownExitCodes.map { ExitMeaningEntry(code: Int($0.code.rawValue), meaning: $0.meaning) }
        exitMeanings = own.isEmpty ? nil : own
        let mount = ([program.name] + place.path.dropLast()).joined(separator: " ")
        examples = configuration.examples.map {
            ExampleEntry(commandLine: "\(mount) \($0.commandLine)", purpose: $0.purpose)
        }
        related = configuration.related.filter { program.registry.shownEntry(at: ShellWords.split($0)) != nil }
    }

    package struct ExitMeaningEntry: Encodable {
        let code: Int
        let meaning: String
    }

    package struct ExampleEntry: Encodable {
        let commandLine: String
        let purpose: String
    }

    /// A rule between arguments: `exclusive`, `together`, `oneOf` or `exactlyOne`.
    package struct RuleEntry: Encodable {
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
package struct ArgumentEntry: Encodable {
    /// The long name without dashes, or an argument's placeholder.
    package let name: String
    package let short: String?
    /// More names that work but aren't shown: long ones, and single letters.
    package let aliases: [String]?
    package let help: String
    /// The JSON type of one value: `string`, `integer`, `number` or `boolean`.
    package let type: String
    package let valueName: String?
    package let allowedValues: [String]?
    package let rule: String?
    package let standard: String?
    package let environment: String?
    package let isRequired: Bool
    package let isRepeatable: Bool
    package let isInvertible: Bool
    /// `word`, `wordOrFile` or `file`: how a value is given.
    package let source: String
    /// Whether it takes all words after `--`, and no others; nil if not.
    package let followsTerminator: Bool?

    private enum CodingKeys: String, CodingKey {
        case name, short, aliases, help, type, valueName, allowedValues, rule, environment, isRequired, isRepeatable,
            isInvertible
        case source, followsTerminator
        case standard = "default"
    }

    package init(_ definition: ArgumentDefinition) {
        name = definition.name
        short = definition.short.map { String($0) }
        aliases = definition.aliases.isEmpty ? nil : definition.aliases
        help = definition.help
        type = definition.jsonType
        valueName = definition.takesValue ? definition.valueName : nil
        allowedValues = definition.allowedValues.isEmpty ? nil : definition.allowedValues
        rule = definition.rule
        standard = definition.defaultText
        environment = definition.environment?.name
        isRequired = definition.isRequired
        isRepeatable = definition.isRepeatable
        isInvertible = definition.form == .flag(isInvertible: true)
        source = "\(definition.source)"
        followsTerminator = definition.isPassedOn ? true : nil
    }
}
