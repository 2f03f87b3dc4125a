import Base
package import Kernel

extension ToolDescription {
    /// Returns the words for arguments in JSON, by property path.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` for unknown arguments or invalid values.
    package func words(of arguments: [JSONValue.Member]) throws(CommandError) -> [String: [String]] {
        var words: [String: [String]] = [:]
        var seen: Set<String> = []
        for argument in arguments {
            let shown = VisibleText.escaping(argument.key.shortened)
            guard seen.insert(argument.key).inserted else { throw .usage("'\(shown)' is given twice") }
            if makesSecret, argument.key == Self.destination { continue }
            guard let input = inputs.first(where: { $0.name == argument.key }) else {
                let names = inputs.map(\.name) + (makesSecret ? [Self.destination] : [])
                throw .usage("\(name) has no argument '\(shown)'", hint: "it takes \(names.joined(separator: ", "))")
            }
            words[input.definition.path.text] = try Self.words(of: argument.value, for: input)
        }
        return words
    }

    private static func words(of value: JSONValue, for input: ToolInput) throws(CommandError) -> [String] {
        guard input.isFieldList || input.definition.isRepeatable else { return [try word(of: value, for: input)] }
        guard case .array(let elements) = value else { throw .usage("'\(input.name)' must be a list") }
        var words: [String] = []
        for element in elements { words.append(try word(of: element, for: input)) }
        return input.isFieldList ? [words.joined(separator: ",")] : words
    }

    private static func word(of value: JSONValue, for input: ToolInput) throws(CommandError) -> String {
        switch (input.definition.jsonType, value) {
        case ("string", .string(let text)):
            guard !text.unicodeScalars.contains("\0") else {
                throw .usage("'\(input.name)' must not hold a character of code 0")
            }
            return text
        case ("boolean", .bool(let flag)): return flag ? "true" : "false"
        case ("integer", .integer(let number)), ("number", .integer(let number)): return String(number)
        case ("integer", .number(let number)) where number == number.rounded() && number.magnitude < 1e15:
            return String(Int64(number))
        case ("number", .number(let number)): return String(number)
        default: throw .usage("'\(input.name)' must be \(article(input.definition.jsonType))")
        }
    }

    private static func article(_ type: String) -> String { type == "integer" ? "an integer" : "a \(type)" }
}

extension ToolDescription {
    /// The property path of the option for a kind of destination.
    package func deliveryPath(_ property: String) -> String {
        schema.definitions.first { $0.purpose == .delivery && $0.path.property == property }?.path.text ?? property
    }
}
