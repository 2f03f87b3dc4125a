import Kernel

/// One value of a policy file, with its line.
struct PolicyNode: Equatable {
    indirect enum Content: Equatable {
        case scalar(String, isQuoted: Bool)
        case list([PolicyNode])
        case map([Entry])
    }

    struct Entry: Equatable {
        let key: String
        let line: Int
        let value: PolicyNode
    }

    let line: Int
    let content: Content

    /// What it is, in errors.
    var noun: String {
        switch content {
        case .scalar(let text, _): "'\(text.shortened)'"
        case .list: "a list"
        case .map: "a mapping"
        }
    }
}

/// What is wrong with a policy file, and where.
struct PolicyError: Error, Equatable {
    let line: Int
    let complaint: String
}
