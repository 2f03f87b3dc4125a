import Base

/// One value of a file that people write, with its line.
package struct DocumentNode: Equatable {
    package indirect enum Content: Equatable {
        case scalar(String, isQuoted: Bool)
        case list([DocumentNode])
        case map([Entry])
    }

    package struct Entry: Equatable {
        package let key: String
        package let line: Int
        package let value: DocumentNode
    }

    package let line: Int
    package let content: Content

    /// What it is, in errors.
    package var noun: String {
        switch content {
        case .scalar(let text, _): "'\(text.shortened)'"
        case .list: "a list"
        case .map: "a mapping"
        }
    }
}

/// What is wrong with such a file, and where.
package struct DocumentError: Error, Equatable {
    package let line: Int
    package let complaint: String

    package init(line: Int, complaint: String) { (self.line, self.complaint) = (line, complaint) }
}
