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

    /// Its kind, for errors.
    var noun: String {
        switch content {
        case .scalar(let text, _): "'\(text.shortened)'"
        case .list: "a list"
        case .map: "a mapping"
        }
    }
}

/// An error in a policy file, with its line.
struct PolicyError: Error, Equatable {
    let line: Int
    let complaint: String
}
