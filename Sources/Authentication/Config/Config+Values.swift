public import Base

extension Config {
    /// Returns the value of a key such as `local.core`, or nil if it isn't set.
    ///
    /// - Throws: ``CommandError`` if a file can't be read, parsed or trusted, or if a plugin declares the key and the
    ///   value isn't valid; the message names the file and the line.
    public func value(_ key: String) throws -> String? {
        let path = ConfigKey(key).path
        guard let found = try setting(at: path) else { return nil }
        if let complaint = pluginKey(path)?.complaint(about: found.text) { throw refusal(of: key, found, complaint) }
        return found.text
    }

    /// Returns the value of a key that a plugin declares, or its default; nil if it has neither.
    ///
    /// - Throws: ``CommandError`` if a file can't be read, parsed or trusted, or if the value isn't valid; the message
    ///   names the file and the line.
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

/// A setting in a file that no plugin can have declared like this.
package struct SettingFault: Sendable {
    package enum Kind: Sendable {
        /// It is below a plugin's keys, but none of them.
        case unknown
        /// Its value isn't valid.
        case invalid
    }

    package let kind: Kind
    package let file: Config.File
    package let key: String
    /// What is wrong, as the end of a sentence about the key.
    package let complaint: String
}

extension Config {
    /// Finds the settings below keys of plugins that are misspelled or have invalid values.
    package func faults() throws -> [SettingFault] {
        let keys = pluginKeys.filter(\.isSingle)
        let groups = Set(keys.compactMap(\.path.first))
        return try settings().compactMap { setting in
            let name = setting.path.joined(separator: ".")
            if let key = keys.first(where: { $0.matches(setting.path) }) {
                let shown = SecretSetting.shown(setting.text).shortened
                return key.complaint(about: setting.text).map {
                    SettingFault(kind: .invalid, file: setting.file, key: name, complaint: "is '\(shown)', which \($0)")
                }
            }
            guard groups.contains(setting.path.first ?? ""), declaration(of: setting.path) == nil else { return nil }
            let nearest = Suggestion.nearest(to: name, among: keys.map(\.name)).map { "; did you mean \($0)?" } ?? ""
            return SettingFault(
                kind: .unknown, file: setting.file, key: name, complaint: "is not a known setting\(nearest)")
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
