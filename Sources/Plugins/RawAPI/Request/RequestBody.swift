import Kernel

/// A JSON object that is assembled from parameters.
enum RequestBody {
    /// Returns the object that parameters describe.
    ///
    /// - Throws: ``CommandError`` if two of them contradict each other.
    static func object(_ parameters: [ReadParameter]) throws(CommandError) -> JSONText {
        var body = JSONText.object([])
        for one in parameters {
            body = try adding(one.value, at: one.parameter.steps[...], to: body, one.parameter.key)
        }
        return body
    }

    private static func adding(
        _ value: JSONText, at steps: ArraySlice<Parameter.Step>, to node: JSONText?, _ key: String
    ) throws(CommandError) -> JSONText {
        switch (steps.first, node) {
        case (nil, nil): return value
        case (.element, nil): return .array([value])
        case (.element, .array(let elements)): return .array(elements + [value])
        case (.member(let name), nil): return .object([try member(name, value, steps, nil, key)])
        case (.member(let name), .object(var members)):
            guard let index = members.firstIndex(where: { $0.name == name }) else {
                return .object(members + [try member(name, value, steps, nil, key)])
            }
            members[index] = try member(name, value, steps, members[index].value, key)
            return .object(members)
        default: throw .usage("'\(key)' contradicts another parameter, or is given twice")
        }
    }

    private static func member(
        _ name: String, _ value: JSONText, _ steps: ArraySlice<Parameter.Step>, _ node: JSONText?, _ key: String
    ) throws(CommandError) -> JSONText.Member {
        JSONText.Member(
            JSONText(quoting: name).text(indented: false, isVisible: false),
            try adding(value, at: steps.dropFirst(), to: node, key))
    }
}
