import Kernel

/// The keys of one mapping of a policy, read one by one; all errors are collected with their lines.
struct PolicyFields {
    private let entries: [DocumentNode.Entry]
    private let noun: String
    /// The line of the mapping.
    let line: Int
    private(set) var errors: [DocumentError] = []

    /// - Parameters:
    ///   - noun: The name of the mapping in errors, as in "a rule".
    ///   - keys: Every key that it may have.
    init(_ node: DocumentNode, _ noun: String, keys: [String]) {
        self.noun = noun
        line = node.line
        guard case .map(let entries) = node.content else {
            self.entries = []
            errors.append(DocumentError(line: node.line, complaint: "\(noun) must be a mapping, not \(node.noun)"))
            return
        }
        self.entries = entries
        for entry in entries where !keys.contains(entry.key) {
            let nearest = Suggestion.nearest(to: entry.key, among: keys)
            let advice = nearest.map { "did you mean '\($0)'?" } ?? "\(noun) has \(keys.joined(last: "and"))"
            errors.append(
                DocumentError(line: entry.line, complaint: "unknown key '\(entry.key.shortened)'; \(advice)"))
        }
    }

    subscript(key: String) -> DocumentNode? { entries.first { $0.key == key }?.value }

    func line(of key: String) -> Int { entries.first { $0.key == key }?.line ?? line }

    mutating func refuse(_ line: Int, _ complaint: String) {
        errors.append(DocumentError(line: line, complaint: complaint))
    }

    /// Returns a string that is not empty.
    mutating func text(_ key: String, isNeeded: Bool = false) -> String? {
        guard let node = self[key] else {
            if isNeeded { refuse(line, "\(noun) needs '\(key)'") }
            return nil
        }
        guard case .scalar(let text, _) = node.content, !text.trimmed.isEmpty else {
            refuse(node.line, "'\(key)' must be a string")
            return nil
        }
        return text
    }

    mutating func bool(_ key: String) -> Bool? {
        guard let node = self[key] else { return nil }
        if case .scalar("true", false) = node.content { return true }
        if case .scalar("false", false) = node.content { return false }
        refuse(node.line, "'\(key)' must be true or false, not \(node.noun)")
        return nil
    }

    /// Returns one string, or a list of strings.
    mutating func texts(_ key: String) -> [String] {
        guard let node = self[key] else { return [] }
        let nodes: [DocumentNode] = if case .list(let items) = node.content { items } else { [node] }
        var texts: [String] = []
        for item in nodes {
            if case .scalar(let text, _) = item.content, !text.isEmpty {
                texts.append(text)
            } else {
                refuse(item.line, "'\(key)' must be a string or a list of strings")
            }
        }
        if nodes.isEmpty { refuse(node.line, "'\(key)' is an empty list") }
        return texts
    }

    /// Returns values that are parsed like words of a command line.
    mutating func values<Value: ArgumentValue>(_ key: String, _ type: Value.Type) -> [Value] {
        texts(key).compactMap { text in
            if let value = Value(argument: text) { return value }
            refuse(line(of: key), "'\(key)': '\(text.shortened)' is not \(Value.argumentDescription)")
            return nil
        }
    }

    mutating func value<Value: ArgumentValue>(_ key: String, _ type: Value.Type) -> Value? {
        guard let text = text(key) else { return nil }
        if let value = Value(argument: text) { return value }
        refuse(line(of: key), "'\(key)': '\(text.shortened)' is not \(Value.argumentDescription)")
        return nil
    }

    mutating func list(_ key: String) -> [DocumentNode]? {
        guard let node = self[key] else { return nil }
        if case .list(let items) = node.content { return items }
        refuse(node.line, "'\(key)' must be a list, not \(node.noun)")
        return nil
    }
}
