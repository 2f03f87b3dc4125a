/// One value of a config file, with the line it stands on.
package struct ConfigNode: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        /// A scalar's text; nil for a key with nothing behind it.
        case scalar(String?)
        /// Keys in lower case, in order.
        case mapping([Entry])
        /// A list, which no setting of this program is: it is kept and not looked into.
        case sequence
    }

    package struct Entry: Sendable, Equatable {
        /// The key in lower case.
        package let key: String
        package let node: ConfigNode
        /// The line that the key stands on, and how far it is indented.
        let line: Int
        let indent: Int
        /// The last line that belongs to the key's value.
        let lastLine: Int
    }

    package let line: Int
    package let content: Content

    /// The entry of a key, compared regardless of case; nil where there is none.
    package subscript(key: String) -> Entry? {
        guard case .mapping(let entries) = content else { return nil }
        let key = key.lowercased()
        return entries.first { $0.key == key }
    }

    /// Every scalar below, with its path.
    package var scalars: [(path: [String], text: String)] {
        switch content {
        case .scalar(let text): text.map { [([], $0)] } ?? []
        case .sequence: []
        case .mapping(let entries):
            entries.flatMap { entry in entry.node.scalars.map { ([entry.key] + $0.path, $0.text) } }
        }
    }

    /// The scalar at a dotted path such as `cloud.api.protocol`, keys compared regardless of case.
    package func scalar(at path: [String]) -> String? {
        guard let key = path.first else {
            if case .scalar(let text) = content { return text }
            return nil
        }
        return self[key]?.node.scalar(at: Array(path.dropFirst()))
    }
}

/// What is wrong with a config file, and where.
package struct ConfigSyntaxError: Error, Sendable, Equatable {
    package let line: Int
    package let complaint: String
}
