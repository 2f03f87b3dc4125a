import Kernel

/// The words that say what to ask: a method, or none, and a path.
struct RequestLine: Equatable {
    /// The method that was typed, if any.
    let method: HTTPMethod?
    let path: String

    /// Reads one word, which is the path, or two.
    init(_ first: String, _ second: String?) throws(CommandError) {
        guard let second else {
            if HTTPMethod(rawValue: first.uppercased()) != nil { throw .usage("no path follows '\(first)'") }
            (method, path) = (nil, first)
            return
        }
        guard let method = HTTPMethod(rawValue: first.uppercased()) else {
            let known = HTTPMethod.allCases.map(\.rawValue).joined(separator: ", ")
            throw .usage("'\(first)' is not a method: \(known)")
        }
        (self.method, path) = (method, second)
    }
}

extension HTTPMethod {
    /// Whether its parameters stand in the address; those of the others make the body.
    var takesQuery: Bool { self == .get || self == .delete }
}
