@testable import Base
import Testing

@Suite("A suggestion")
struct SuggestionTests {
    let names = ["list", "create", "rotate", "delete", "organization-token"]

    @Test(
        "is a name that the word begins, or that is one typo away",
        arguments: [
            ("org", "organization-token"), ("rotae", "rotate"), ("rtoate", "rotate"), ("crate", "create"),
            ("lsit", "list"), ("LIST", "list"), ("listt", "list"),
        ])
    func near(word: String, expected: String) {
        #expect(Suggestion.nearest(to: word, among: names) == expected)
    }

    @Test(
        "is missing if nothing is close", arguments: ["", "xyzzy", "l1st2", "🎉", String(repeating: "a", count: 65)])
    func far(word: String) {
        #expect(Suggestion.nearest(to: word, among: names) == nil)
    }

    @Test("is the shortest name that the word begins")
    func shortest() {
        #expect(Suggestion.nearest(to: "tok", among: ["token-role", "token", "tokens"]) == "token")
    }

    @Test("is missing if there are no names")
    func none() {
        #expect(Suggestion.nearest(to: "a", among: []) == nil)
    }
}
