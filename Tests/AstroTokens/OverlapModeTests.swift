import AstroTokens
import Kernel
import Testing

@Suite("The time at which an old token is deleted")
struct OverlapModeTests {
    @Test("is parsed from a duration or 'manual', and written the same way", arguments: ["manual", "0", "90s", "2w"])
    func sound(word: String) {
        #expect(OverlapMode(argument: word)?.argument == word)
    }

    @Test("is refused in any other form", arguments: ["", "Manual", "-1d", "later", "5"])
    func unsound(word: String) {
        #expect(OverlapMode(argument: word) == nil)
    }
}
