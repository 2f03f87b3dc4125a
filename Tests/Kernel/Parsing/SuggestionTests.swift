import Kernel
import Testing

@Suite("A suggestion")
struct SuggestionTests {
    let names = ["list", "create", "rotate", "delete", "organization-token"]

    @Test(
        "is what the word begins, or what a slip of the finger away is",
        arguments: [
            ("org", "organization-token"), ("rotae", "rotate"), ("rtoate", "rotate"), ("crate", "create"),
            ("lsit", "list"), ("LIST", "list"), ("listt", "list"),
        ])
    func near(word: String, expected: String) {
        #expect(Suggestion.nearest(to: word, among: names) == expected)
    }

    @Test(
        "is not made where nothing is near", arguments: ["", "xyzzy", "l1st2", "🎉", String(repeating: "a", count: 65)])
    func far(word: String) {
        #expect(Suggestion.nearest(to: word, among: names) == nil)
    }

    @Test("is the shortest that the word begins")
    func shortest() {
        #expect(Suggestion.nearest(to: "tok", among: ["token-role", "token", "tokens"]) == "token")
    }

    @Test("is not made among none")
    func none() {
        #expect(Suggestion.nearest(to: "a", among: []) == nil)
    }
}
