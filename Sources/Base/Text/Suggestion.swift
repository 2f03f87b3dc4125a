/// Suggests the closest known name for a mistyped one.
package enum Suggestion {
    /// Returns the closest candidate: one that starts with `word`, or one with few typing errors.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        // A word far longer than any name is not a typing error.
        guard word.utf8.count <= 256 else { return nil }
        let word = word.lowercased()
        guard !word.isEmpty else { return nil }
        if let whole = candidates.filter({ $0.lowercased().hasPrefix(word) }).min(by: { $0.count < $1.count }) {
            return whole
        }
        let ranked = candidates.map { (name: $0, distance: distance(Array(word), Array($0.lowercased()))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, word.count / 3) ? best.name : nil
    }

    /// Returns how many insertions, deletions, replacements and swaps of neighbors separate two words.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        // The table would be as large as the product of both lengths.
        guard left.count <= 64, right.count <= 64 else { return .max }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let isSame = left[row] == right[column]
                var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (isSame ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
