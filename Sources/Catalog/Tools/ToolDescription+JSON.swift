import Base
package import Kernel

extension ToolDescription {
    /// Returns the tool in the form for clients and the manifest.
    ///
    /// - Parameter destinations: The names that a secret's destination can have; nil if they aren't known yet.
    package func json(destinations: [String]? = nil) -> JSONValue {
        .object([
            .init("name", .string(name)), .init("title", .string(path.joined(separator: " "))),
            .init("description", .string(description)),
            .init("inputSchema", inputSchema(destinations: destinations)), .init("outputSchema", outputSchema),
            .init("annotations", annotations),
        ])
    }

    /// The annotations of the protocol.
    private var annotations: JSONValue {
        .object([
            .init("title", .string(path.joined(separator: " "))),
            .init("readOnlyHint", .bool(configuration.effect == .reads)),
            .init("destructiveHint", .bool(configuration.isDestructive)),
            .init("idempotentHint", .bool(configuration.isRepeatable)), .init("openWorldHint", true),
        ])
    }

    // Some model providers refuse allOf, anyOf and oneOf at the top of a tool's schema, so the rules are left out
    // there.

    private func inputSchema(destinations: [String]?) -> JSONValue {
        var properties = inputs.map { JSONValue.Member($0.name, schema(of: $0)) }
        var required = inputs.filter { $0.definition.isRequired && $0.definition.environment == nil }.map(\.name)
        if makesSecret {
            var members: [JSONValue.Member] = [
                .init("type", "string"),
                .init("description", "Where the value goes: the name of a destination that the person declared"),
            ]
            if let destinations { members.append(.init("enum", .array(destinations.map(JSONValue.string)))) }
            properties.append(.init(Self.destination, .object(members)))
            required.append(Self.destination)
        }
        var members: [JSONValue.Member] = [.init("type", "object"), .init("properties", .object(properties))]
        if !required.isEmpty { members.append(.init("required", .array(required.map(JSONValue.string)))) }
        members.append(.init("additionalProperties", false))
        return .object(members + ruleMembers)
    }

    private func schema(of input: ToolInput) -> JSONValue {
        let definition = input.definition
        if input.isFieldList {
            return .object([
                .init("type", "array"), .init("description", .string(definition.help)),
                .init("items", ["type": "string", "enum": .array(fields.map(JSONValue.string))]), .init("minItems", 1),
                .init("uniqueItems", true),
            ])
        }
        let value = definition.valueMembers
        if definition.isRepeatable {
            return .object([
                .init("type", "array"), .init("description", .string(definition.help)), .init("items", .object(value)),
            ])
        }
        var members = value
        members.insert(.init("description", .string(definition.help)), at: 1)
        if let standard = definition.defaultValue { members.append(.init("default", standard)) }
        return .object(members)
    }

    private var ruleMembers: [JSONValue.Member] {
        var dependencies: [JSONValue.Member] = []
        var companions: [JSONValue.Member] = []
        var absences: [JSONValue] = []
        for rule in schema.rules {
            let given = rule.paths.compactMap { path in inputs.first { $0.definition.path.text == path } }
            let isWhole = given.count == rule.paths.count
            switch rule.kind {
            case .exclusive: dependencies += Self.exclusions(given)
            case .exactlyOne:
                dependencies += Self.exclusions(given)
                if isWhole { absences += Self.absence(of: given) }
            case .together where isWhole:
                companions += given.map { one in
                    let others = given.filter { $0.name != one.name }.map { JSONValue.string($0.name) }
                    return JSONValue.Member(one.name, .array(others))
                }
            // One that isn't offered may have a value of its own.
            case .oneOf where isWhole: absences += Self.absence(of: given)
            case .together, .oneOf: continue
            }
        }
        var members: [JSONValue.Member] = []
        if !companions.isEmpty { members.append(.init("dependentRequired", .object(companions))) }
        if !dependencies.isEmpty { members.append(.init("dependentSchemas", .object(Self.joined(dependencies)))) }
        if let first = absences.first {
            members.append(.init("not", absences.count == 1 ? first : ["anyOf": .array(absences)]))
        }
        return members
    }

    /// Returns a schema of arguments that are all absent; none if a variable may set one of them.
    private static func absence(of inputs: [ToolInput]) -> [JSONValue] {
        guard !inputs.contains(where: { $0.definition.environment != nil }) else { return [] }
        return [.object([.init("properties", .object(inputs.map { .init($0.name, false) }))])]
    }

    /// Combines each argument with a schema that excludes the others.
    private static func exclusions(_ inputs: [ToolInput]) -> [JSONValue.Member] {
        inputs.enumerated().flatMap { index, one in
            inputs[(index + 1)...].map { other in
                var pair: [JSONValue.Member] = [.init("required", [.string(other.name)])]
                // A flag that is off counts as not given.
                let flags = [one, other].filter { !$0.definition.takesValue }
                if !flags.isEmpty {
                    pair.append(.init("properties", .object(flags.map { .init($0.name, ["const": true]) })))
                }
                return JSONValue.Member(one.name, ["not": .object(pair)])
            }
        }
    }

    /// Returns the members with the first key's replaced.
    private static func joined(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
        var keys: [String] = []
        for member in members where !keys.contains(member.key) { keys.append(member.key) }
        return keys.map { key in
            let values = members.filter { $0.key == key }.map(\.value)
            return .init(key, values.count == 1 ? values[0] : ["allOf": .array(values)])
        }
    }

    private var outputSchema: JSONValue {
        var members: [JSONValue.Member] = [
            .init("type", "object"),
            .init(
                "properties",
                .object(
                    [
                        .init("result", resultSchema),
                        .init(
                            "messages",
                            [
                                "type": "array", "description": "Messages other than the result",
                                "items": ["$ref": "#/$defs/message"],
                            ]),
                    ] + (makesSecret ? [.init(Self.destination, ["type": "string"])] : []))),
            .init("required", ["result", "messages"]),
        ]
        var definitions: [JSONValue.Member] = [
            .init(
                "message",
                [
                    "type": "object",
                    "properties": [
                        "text": ["type": "string", "description": "A sentence; {1} is the first item of data"],
                        "data": ["type": "array", "items": ["type": "string"]],
                    ], "required": ["text", "data"],
                ])
        ]
        if !fields.isEmpty {
            definitions.append(
                .init("record", ["type": "object", "properties": .object(fields.map { .init($0, true) })]))
        }
        members.append(.init("$defs", .object(definitions)))
        return .object(members)
    }

    private var resultSchema: JSONValue {
        guard !fields.isEmpty else { return ["description": "What the command wrote"] }
        return [
            "description": "One record, a list of records, or one value of a record",
            "anyOf": [
                ["$ref": "#/$defs/record"],
                [
                    "type": "object", "properties": ["totalCount": ["type": "integer"]],
                    "additionalProperties": ["type": "array", "items": ["$ref": "#/$defs/record"]],
                    "required": ["totalCount"],
                ],
                ["type": ["string", "number", "boolean", "array", "null"]],
            ],
        ]
    }
}

extension ArgumentDefinition {
    /// The members that constrain one value, the type first.
    fileprivate var valueMembers: [JSONValue.Member] {
        var members: [JSONValue.Member] = [.init("type", .string(jsonType))]
        if !allowedValues.isEmpty { members.append(.init("enum", .array(allowedValues.map(JSONValue.string)))) }
        if let pattern = constraint?.pattern { members.append(.init("pattern", .string(pattern))) }
        if jsonType != "string" {
            if let minimum = constraint?.minimum { members.append(.init("minimum", .whole(minimum))) }
            if let maximum = constraint?.maximum { members.append(.init("maximum", .whole(maximum))) }
        }
        return members
    }

    /// The default, if it can be expressed.
    fileprivate var defaultValue: JSONValue? {
        if case .value(let value, _) = fallback, let flag = value as? Bool { return .bool(flag) }
        guard let text = defaultText else { return nil }
        switch jsonType {
        case "integer": return Int64(text).map(JSONValue.integer)
        case "number": return Double(text).map(JSONValue.whole)
        default: return .string(text)
        }
    }
}

extension JSONValue {
    /// Returns a number, without a fraction if it has none.
    fileprivate static func whole(_ number: Double) -> JSONValue {
        number == number.rounded() && number.magnitude < 1e15 ? .integer(Int64(number)) : .number(number)
    }
}
