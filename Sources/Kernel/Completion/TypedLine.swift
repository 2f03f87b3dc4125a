/// A command line up to the cursor, as the person means it: without quotes and backslashes.
package struct TypedLine: Sendable, Equatable {
    /// The words before the one at the cursor, without the program's name.
    package let words: [String]
    /// What stands of the word at the cursor; empty after a space.
    package let word: String

    package init(_ words: [String], word: String = "") {
        self.words = words
        self.word = word
    }
}
