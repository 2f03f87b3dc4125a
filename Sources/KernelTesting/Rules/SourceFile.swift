/// A source file: its path from the top of its package, and its lines.
package struct SourceFile {
    package let path: String
    package let lines: [Substring]

    package init(_ path: String, _ text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// How many lines an editor counts.
    package var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

    /// The lines with their numbers as editors count them.
    package var numbered: [(number: Int, text: Substring)] { lines.enumerated().map { ($0 + 1, $1) } }

    /// The module that a line imports, or nil if it imports none.
    package static func importedModule(_ line: Substring) -> Substring? {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), words[..<index].allSatisfy(isModifier) else { return nil }
        let kinds: Set<Substring> = ["class", "enum", "func", "let", "protocol", "struct", "typealias", "var"]
        return words[(index + 1)...].drop(while: kinds.contains).first?.split(separator: ".").first
    }

    private static func isModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "private", "fileprivate"].contains(word)
    }
}
