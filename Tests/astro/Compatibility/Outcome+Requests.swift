import Foundation

extension BuiltProgram.Outcome {
    /// The last path segment of each request that `--verbosity debug` reported, in order.
    var requests: [String] {
        stderr.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count > 2, words[2] == "→", ["GET", "POST", "DELETE"].contains(words[0]) else { return nil }
            return URL(string: String(words[1]))?.lastPathComponent
        }
    }
}
