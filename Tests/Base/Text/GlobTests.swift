import Testing

@testable import Base

@Suite("A pattern with * and ?")
struct GlobTests {
    @Test(
        "matches a whole text, ignoring case",
        arguments: [
            ("ci-*", "CI-deploy", true), ("ci-*", "my ci-deploy", false), ("*", "", true), ("", "", true),
            ("?", "", false), ("a?c", "aéc", true), ("*部署", "Release 部署", true), ("a*b*c", "a1b2c3c", true),
            ("a*b*c", "acb", false), ("[a]", "a", false),
        ])
    func matches(pattern: String, text: String, expected: Bool) {
        #expect(Glob(pattern).matches(text) == expected)
    }

    @Test("of many stars is quick to fail on a long text")
    func hostile() {
        let pattern = String(repeating: "*a", count: 200) + "b"
        #expect(!Glob(pattern).matches(String(repeating: "a", count: 5_000)))
    }
}
