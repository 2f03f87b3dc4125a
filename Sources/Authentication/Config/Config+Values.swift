public import Base

extension Config {
    /// Returns the value of a key such as `local.core`, or nil if it isn't set.
    ///
    /// - Throws: ``CommandError`` if a file can't be read, parsed or trusted, or if the value isn't valid for a key that
    ///   a plugin declares; it names the file and the line.
    public func value(_ key: String) throws -> String? {
        let path = ConfigKey(key).path
        guard let found = try setting(at: path) else { return nil }
        if let complaint = pluginKey(path)?.complaint(about: found.text) { throw refusal(of: key, found, complaint) }
        return found.text
    }

    /// Returns the value of a key that a plugin declares, or its default; nil if it has neither.
    ///
    /// - Throws: ``CommandError`` if a file can't be read, parsed or trusted, or if the value isn't valid; it names the
    ///   file and the line.
    public func value<Value: ArgumentValue>(_ key: String, as type: Value.Type) throws -> Value? {
        let path = ConfigKey(key).path
        guard let text = try value(key) else { return pluginKey(path)?.standard.flatMap(Value.init(argument:)) }
        if let value = Value(argument: text) { return value }
        guard let found = try setting(at: path) else { return nil }
        throw refusal(of: key, found, "is not \(Value.argumentDescription)")
    }

    private func pluginKey(_ path: [String]) -> ConfigKey? { pluginKeys.first { $0.isSingle && $0.matches(path) } }

    /// A variable is part of how the program was called; a file is not.
    private func refusal(of key: String, _ found: FoundSetting, _ complaint: String) -> CommandError {
        let shown = "'\(SecretSetting.shown(found.text).shortened)'"
        switch found.source {
        case .variable(let name): return .usage("\(name): \(shown) \(complaint)")
        case .file(let path, let line):
            return CommandError(
                .failure, "\(path): line \(line): \(key): \(shown) \(complaint)",
                hint: "correct the line, or remove it")
        }
    }
}

/// A setting and its source.
struct FoundSetting {
    enum Source {
        case variable(String)
        case file(String, line: Int)
    }

    let text: String
    let source: Source
}
