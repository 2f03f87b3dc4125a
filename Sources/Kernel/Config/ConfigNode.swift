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
        package let key: String
        package let node: ConfigNode
    }

    package let line: Int
    package let content: Content

    /// The scalar at a dotted path such as `cloud.api.protocol`, keys compared regardless of case.
    package func scalar(at path: [String]) -> String? {
        guard let key = path.first else {
            if case .scalar(let text) = content { return text }
            return nil
        }
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == key.lowercased() }?.node.scalar(at: Array(path.dropFirst()))
    }
}

/// What is wrong with a config file, and where.
package struct ConfigSyntaxError: Error, Sendable, Equatable {
    package let line: Int
    package let complaint: String
}
