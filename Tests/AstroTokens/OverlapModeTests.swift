import AstroTokens
import Kernel
import Testing

@Suite("When an old token goes")
struct OverlapModeTests {
    @Test("is read from a duration or 'manual', and written the same way", arguments: ["manual", "0", "90s", "2w"])
    func sound(word: String) {
        #expect(OverlapMode(argument: word)?.argument == word)
    }

    @Test("is nothing else", arguments: ["", "Manual", "-1d", "later", "5"])
    func unsound(word: String) {
        #expect(OverlapMode(argument: word) == nil)
    }
}
