import Kernel
import TabCompletion

/// Fish passes the words without quotes, except for the one at the cursor, and matches and quotes by itself.
struct FishQuestion: ShellQuestion {
    let words: [String]
    /// The word at the cursor, unchanged.
    let word: String

    /// Returns the stem, the text after it, and then whole words, each with its description after a tab.
    func answer(from engine: CompletionEngine) async -> [String] {
        guard let word = Self.unquoted(word) else { return [] }
        let reply = await engine.reply(to: TypedLine(words, word: word))
        guard !reply.isEmpty else { return [] }
        return [reply.directive, reply.stem, String(word.unicodeScalars.dropFirst(reply.stem.unicodeScalars.count))]
            + reply.candidates.map { (whole: reply.stem + $0.value, description: $0.description) }
            .filter { Self.comesIntoQuestion($0.whole, for: word) }.map { "\($0.whole)\t\($0.description)" }
    }

    /// Returns whether a word contains the typed letters in the same order.
    ///
    /// Fish matches this loosely, but also searches the descriptions, which finds unrelated candidates.
    private static func comesIntoQuestion(_ whole: String, for word: String) -> Bool {
        var letters = Substring(word.lowercased())
        for letter in whole.lowercased() where letter == letters.first { letters.removeFirst() }
        return letters.isEmpty
    }

    /// Returns a word without its quotes, even an open one; nil if a substitution would have to run first.
    static func unquoted(_ word: String) -> String? {
        var result = ""
        var quote: Unicode.Scalar?
        var rest = Substring(word).unicodeScalars
        while let scalar = rest.popFirst() {
            if scalar == quote {
                quote = nil
            } else if quote == nil, scalar == "'" || scalar == "\"" {
                quote = scalar
            } else if quote == nil, scalar == "(" {
                return nil
            } else if scalar == "\\", quote == nil || rest.first.map({ "\\\"'$".unicodeScalars.contains($0) }) ?? true {
                if let escaped = rest.popFirst() { result.unicodeScalars.append(escaped) }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
