import Base
import HTTPClient

/// One value of a config file, with its position.
package struct ConfigNode: Sendable, Equatable {
    package enum Content: Sendable, Equatable {
        /// A scalar's text; nil for a key without a value.
        case scalar(String?)
        /// Keys in lower case, in order.
        case mapping([Entry])
        /// A list, which is never a setting of this program: it is kept and not examined.
        case sequence
    }

    package struct Entry: Sendable, Equatable {
        /// The key in lower case.
        package let key: String
        package let node: ConfigNode
        /// The line and indentation of the key.
        package let line: Int
        package let indent: Int
        /// The position of the colon after the key.
        package let colon: Int
        /// The last line that belongs to the key's value.
        let lastLine: Int
    }

    package let line: Int
    package let content: Content
    /// The range of the value in the file, quotes included.
    package let range: Range<Int>
    /// The start of a block scalar's lines, below the one with `|` or `>`; nil for everything else.
    package var body: Int?

    /// Returns the entry of a key, compared regardless of case; nil if there is none.
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

    /// Returns the scalar at a dotted path such as `cloud.api.protocol`, with keys compared regardless of case.
    package func scalar(at path: [String]) -> String? {
        guard case .scalar(let text) = node(at: path)?.content else { return nil }
        return text
    }

    /// Returns the value at a dotted path, with keys compared regardless of case.
    func node(at path: [String]) -> ConfigNode? {
        guard let key = path.first else { return self }
        return self[key]?.node.node(at: Array(path.dropFirst()))
    }
}

/// What is wrong with a config file, and where.
package struct ConfigSyntaxError: Error, Sendable, Equatable {
    package let line: Int
    package let complaint: String
}
