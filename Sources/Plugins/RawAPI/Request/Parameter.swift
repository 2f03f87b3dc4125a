import AstroAPI
import Kernel

/// `KEY=VALUE` from the command line.
struct Parameter: ArgumentValue, Equatable {
    /// A step on the path into the body.
    enum Step: Equatable {
        case member(String)
        case element
    }

    /// The whole key, such as `a[b]`.
    let key: String
    let steps: [Step]
    let value: String

    /// Parses `a=…`, `a[b]=…` or `a[]=…`.
    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), let steps = Self.steps(argument[..<sign]) else { return nil }
        key = String(argument[..<sign])
        value = String(argument[argument.index(after: sign)...])
        self.steps = steps
    }

    static var argumentDescription: String { "KEY=VALUE, with a key such as name, parent[name] or list[]" }
    static var placeholder: String? { "KEY=VALUE" }
    var argument: String { "\(key)=\(value)" }

    private static func steps(_ key: Substring) -> [Step]? {
        let name = key.prefix { $0 != "[" && $0 != "]" }
        guard !name.isEmpty else { return nil }
        var steps = [Step.member(String(name))]
        var rest = key.dropFirst(name.count)
        while !rest.isEmpty {
            guard rest.first == "[", let close = rest.firstIndex(of: "]"), steps.last != .element else { return nil }
            let inner = rest[rest.index(after: rest.startIndex)..<close]
            guard !inner.contains("[") else { return nil }
            steps.append(inner.isEmpty ? .element : .member(String(inner)))
            rest = rest[rest.index(after: close)...]
        }
        return steps
    }

    /// The name in a query, where a list repeats its name.
    var queryName: String { steps.last == .element ? String(key.dropLast(2)) : key }
}

/// A parameter with its parsed value.
struct ReadParameter {
    let parameter: Parameter
    let value: JSONText

    /// Its form in a query.
    var queryItem: String {
        let text = value.characters ?? value.text(indented: false, isVisible: false)
        return PercentEncoding.encode(parameter.queryName) + "=" + PercentEncoding.encode(text)
    }
}
