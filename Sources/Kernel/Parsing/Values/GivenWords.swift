/// The words that were given for one argument, and by whom.
struct GivenWords {
    let words: [String]
    /// The variable that they stand in, or nil where they were typed.
    let variable: String?

    var isTyped: Bool { variable == nil }

    /// How messages name what was given.
    func label(_ definition: ArgumentDefinition) -> String { variable ?? definition.displayName }
}

/// What was given of everything that a command declares, by property path.
struct GivenArguments {
    let schema: ArgumentSchema
    private(set) var words: [String: GivenWords] = [:]

    /// Joins what was typed with what the environment has for the rest.
    init(typed: [String: [String]], environment: Environment, schema: ArgumentSchema) {
        self.schema = schema
        for definition in schema.definitions {
            let path = definition.path.text
            if let typed = typed[path] {
                words[path] = GivenWords(words: typed, variable: nil)
            } else if let variable = definition.environment, let word = environment[variable] {
                words[path] = GivenWords(words: [word], variable: variable)
            }
        }
    }

    /// Holds what was given against the rules between arguments.
    ///
    /// A variable gives way to what was typed where the two exclude each other.
    mutating func applyRules() throws(CommandError) {
        for rule in schema.rules where rule.kind == .exclusive {
            guard rule.paths.contains(where: { stated($0)?.isTyped == true }) else { continue }
            for path in rule.paths where words[path]?.isTyped == false { words[path] = nil }
        }
        for rule in schema.rules { try check(rule) }
    }

    private func check(_ rule: ArgumentRule) throws(CommandError) {
        let given = rule.paths.filter { stated($0) != nil }
        switch rule.kind {
        case .exclusive where given.count > 1:
            throw .usage("\(list(given)) exclude each other", hint: schema.sentence(of: rule))
        case .together where !given.isEmpty && given.count < rule.paths.count:
            let missing = rule.paths.filter { !given.contains($0) }
            let verb = given.count == 1 ? "was" : "were"
            throw .usage("\(list(given)) \(verb) given without \(list(missing))", hint: schema.sentence(of: rule))
        case .oneOf where given.isEmpty:
            throw .usage("none of \(list(rule.paths)) was given; at least one must be")
        default: return
        }
    }

    private func list(_ paths: [String]) -> String {
        paths.map { path in
            guard let definition = schema.definition(at: path) else { return path }
            return words[path]?.label(definition) ?? definition.displayName
        }.joined(last: "and")
    }

    /// What was given of an argument; a flag that was given the value it has anyway states nothing.
    private func stated(_ path: String) -> GivenWords? {
        guard let given = words[path] else { return nil }
        guard let definition = schema.definition(at: path), case .flag = definition.form,
            case .value(let standard as Bool, _) = definition.fallback,
            let value = try? definition.read(given.words) as? Bool
        else { return given }
        return value == standard ? nil : given
    }
}
