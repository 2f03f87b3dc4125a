#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A JSON schema for checking documents.
package struct JSONDocument: Sendable {
    private let schema: JSON

    /// Reads a schema with the keywords that ``OpenAPIDocument`` supports; its references lead to places within it.
    package init(_ content: Data) throws { schema = try JSONDecoder().decode(JSON.self, from: content) }

    /// Returns how a document deviates from the schema, with the place of each deviation.
    package func problems(in document: Data) throws -> [String] {
        let value = try JSONDecoder().decode(JSON.self, from: document)
        return SchemaChecker(root: schema).problems(in: value, schema, at: "document")
    }
}

/// Checks JSON values against the schemas of one description.
struct SchemaChecker: Sendable {
    /// The whole description, in which references are looked up.
    let root: JSON

    /// Returns how a value deviates from a schema, with the place of each deviation.
    func problems(in value: JSON, _ schema: JSON, at place: String) -> [String] {
        guard let schema = resolved(schema) else { return ["\(place): the schema is not described"] }
        let typeProblems = problems(inTypeOf: value, schema["type"]?.text, place)
        if !typeProblems.isEmpty { return typeProblems }
        if let names = schema["enum"]?.elements, !names.contains(value) { return ["\(place) is not one of the enum"] }
        switch value {
        case .object(let members): return problems(in: members, schema, place)
        case .array(let elements):
            if let least = schema["minItems"]?.double, Double(elements.count) < least {
                return ["\(place) has too few items"]
            }
            guard let items = schema["items"] else { return [] }
            return elements.enumerated().flatMap { problems(in: $1, items, at: "\(place)[\($0)]") }
        case .integer(let number): return problems(in: Double(number), schema, place)
        case .number(let number): return problems(in: number, schema, place)
        case .string(let text): return problems(in: text, schema, place)
        case .null, .boolean: return []
        }
    }

    /// Returns the schema itself, or the one that it refers to.
    private func resolved(_ schema: JSON) -> JSON? {
        guard let reference = schema["$ref"]?.text else { return schema }
        return reference.split(separator: "/").dropFirst().reduce(root) { $0?[String($1)] }.flatMap(resolved)
    }

    private func problems(inTypeOf value: JSON, _ type: String?, _ place: String) -> [String] {
        let fits =
            switch (type, value) {
            case ("object", .object), ("array", .array), ("string", .string), ("boolean", .boolean),
                ("integer", .integer), ("number", .integer), ("number", .number), (nil, _):
                true
            default: false
            }
        return fits ? [] : ["\(place) is not of type \(type ?? "")"]
    }

    private func problems(in members: [String: JSON], _ schema: JSON, _ place: String) -> [String] {
        let required = (schema["required"]?.elements ?? []).compactMap(\.text)
        let missing = required.filter { members[$0] == nil }.map { "\(place).\($0) is missing" }
        // An object without described properties may have any.
        guard let properties = schema["properties"]?.members else { return missing }
        return missing
            + members.sorted { $0.key < $1.key }.flatMap { name, value in
                guard let property = properties[name] else { return ["\(place).\(name) is not described"] }
                return problems(in: value, property, at: "\(place).\(name)")
            }
    }

    private func problems(in number: Double, _ schema: JSON, _ place: String) -> [String] {
        let tooSmall = schema["minimum"]?.double.map { number < $0 } ?? false
        let tooLarge = schema["maximum"]?.double.map { number > $0 } ?? false
        return tooSmall || tooLarge ? ["\(place) is out of range"] : []
    }

    private func problems(in text: String, _ schema: JSON, _ place: String) -> [String] {
        if let least = schema["minLength"]?.double, Double(text.unicodeScalars.count) < least {
            return ["\(place) is too short"]
        }
        let moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/
        if schema["format"]?.text == "date-time", text.wholeMatch(of: moment) == nil {
            return ["\(place) is not a date-time"]
        }
        return []
    }
}

extension JSON {
    fileprivate var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}
