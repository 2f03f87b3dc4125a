import Kernel

/// The words of a request: an optional method, and a path.
struct RequestLine: Equatable {
    /// The method that was typed, if any.
    let method: HTTPMethod?
    let path: String

    /// Parses a path, or a method and a path; the word `cloud` may precede them, as in scripts for the official CLI.
    init(_ words: [String]) throws(CommandError) {
        let own = words.count > 1 && words[0] == "cloud" ? Array(words.dropFirst()) : words
        guard own.count < 3 else {
            throw .usage("unexpected argument '\(own[2].shortened)'", hint: "quote a path that has spaces")
        }
        let first = own[0]
        guard let second = own[safely: 1] else {
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
    /// Whether its parameters belong in the address; those of other methods form the body.
    var takesQuery: Bool { isReading || self == .delete }
}
