import Base
import OperatingSystem

/// The words that were given for one argument, and their source.
package struct GivenWords {
    package let words: [String]
    /// The variable that they came from, or nil if they were typed.
    let variable: String?
    /// Whether each word is the value itself, without any special meaning.
    var isLiteral = false

    var isTyped: Bool { variable == nil }

    /// The name in messages.
    func label(_ definition: ArgumentDefinition) -> String { variable ?? definition.displayName }
}

/// Everything that was given for a command, by property path.
package struct GivenArguments {
    let schema: ArgumentSchema
    package private(set) var words: [String: GivenWords] = [:]

    /// Combines values that a program gives by property path with the environment's for the rest.
    init(literal: [String: [String]], environment: Environment, schema: ArgumentSchema) {
        self.init(typed: [:], environment: environment, schema: schema)
        for (path, given) in literal { words[path] = GivenWords(words: given, variable: nil, isLiteral: true) }
    }

    /// Combines typed words with the environment's values for the rest.
    package init(typed: [String: [String]], environment: Environment, schema: ArgumentSchema) {
        self.schema = schema
        for definition in schema.definitions {
            let path = definition.path.text
            if let typed = typed[path] {
                words[path] = GivenWords(words: typed, variable: nil)
            } else if let variable = definition.environment?.name, let word = environment[variable] {
                words[path] = GivenWords(words: [word], variable: variable)
            }
        }
    }

    /// Checks the rules between arguments.
    ///
    /// A variable is ignored if it excludes something that was typed.
    mutating func applyRules() throws(CommandError) {
        for rule in schema.rules where rule.isExclusive {
            guard rule.paths.contains(where: { stated($0)?.isTyped == true }) else { continue }
            for path in rule.paths where words[path]?.isTyped == false { words[path] = nil }
        }
        for rule in schema.rules { try check(rule) }
    }

    private func check(_ rule: ArgumentRule) throws(CommandError) {
        let given = rule.paths.filter { stated($0) != nil }
        switch rule.kind {
        case .exclusive where given.count > 1, .exactlyOne where given.count > 1:
            throw .usage("\(list(given)) cannot be combined", hint: Hint(schema.sentence(of: rule)))
        case .together where !given.isEmpty && given.count < rule.paths.count:
            let missing = rule.paths.filter { !given.contains($0) }
            let verb = given.count == 1 ? "was" : "were"
            throw .usage("\(list(given)) \(verb) given without \(list(missing))", hint: Hint(schema.sentence(of: rule)))
        case .oneOf where given.isEmpty:
            throw .usage("pass at least one of \(list(rule.paths))")
        case .exactlyOne where given.isEmpty:
            throw .usage("pass exactly one of \(list(rule.paths))")
        default: return
        }
    }

    private func list(_ paths: [String]) -> String {
        paths.map { path in
            guard let definition = schema.definition(at: path) else { return path }
            return words[path]?.label(definition) ?? definition.displayName
        }.joined(last: "and")
    }

    /// Returns what was given for an argument; a flag with its default value counts as nothing.
    private func stated(_ path: String) -> GivenWords? {
        guard let given = words[path] else { return nil }
        guard let definition = schema.definition(at: path), case .flag = definition.form,
            case .value(let standard as Bool, _) = definition.fallback,
            let value = try? definition.read(given.words) as? Bool
        else { return given }
        return value == standard ? nil : given
    }
}
