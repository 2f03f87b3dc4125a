@testable import Terminal
import Testing

@Suite("A key")
struct KeyDecoderTests {
    func keys(_ bytes: [UInt8]) -> [Key] {
        var decoder = KeyDecoder()
        decoder.feed(bytes)
        var keys: [Key] = []
        while let key = decoder.next(isLast: true) { keys.append(key) }
        return keys
    }

    @Test(
        "is recognized from the bytes that terminals send",
        arguments: [
            ("a", Key.character("a")), ("é", .character("é")), ("漢", .character("漢")), ("🎉", .character("🎉")),
            (" ", .character(" ")), ("\r", .enter), ("\n", .enter), ("\u{7F}", .backspace), ("\u{8}", .backspace),
            ("\u{15}", .clear), ("\u{4}", .endOfInput), ("\u{10}", .up), ("\u{E}", .down), ("\u{1B}[A", .up),
            ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}OB", .down), ("\u{1B}[5~", .pageUp),
            ("\u{1B}[6~", .pageDown), ("\u{1B}[H", .home), ("\u{1B}[1~", .home), ("\u{1B}OH", .home),
            ("\u{1B}[F", .end), ("\u{1B}[4~", .end), ("\u{1}", .home), ("\u{5}", .end), ("\u{1B}", .escape),
            ("\u{1B}[3~", .other), ("\u{1B}[1;5A", .other), ("\u{1B}x", .other), ("\u{2}", .other), ("\t", .other),
            ("\u{202E}", .other), ("\u{9B}", .other), ("\u{1B}[", .other),
        ])
    func single(text: String, expected: Key) {
        #expect(keys(Array(text.utf8)).first == expected)
    }

    @Test("is recognized if its bytes arrive one by one")
    func pieces() {
        for text in ["\u{1B}[6~", "🎉", "\u{1B}OA"] {
            var decoder = KeyDecoder()
            let bytes = Array(text.utf8)
            for byte in bytes.dropLast() {
                decoder.feed([byte])
                #expect(decoder.next() == nil)
                #expect(decoder.isWaiting)
            }
            decoder.feed(bytes.suffix(1))
            #expect(decoder.next() != nil)
            #expect(!decoder.isWaiting)
        }
    }

    @Test("follows others in the order in which they were pressed")
    func several() {
        #expect(
            keys(Array("ab\u{1B}[A\u{1B}\u{1B}[Bc\r".utf8)) == [
                .character("a"), .character("b"), .up, .escape, .down, .character("c"), .enter,
            ])
    }

    @Test("that was not asked for stays unread")
    func rest() {
        var decoder = KeyDecoder()
        decoder.feed("\ry\n".utf8)
        #expect(decoder.next() == .enter)
        #expect(decoder.rest == Array("y\n".utf8))
    }

    @Test("that is not valid UTF-8 is skipped, and later keys are read")
    func broken() {
        #expect(keys([0xFF, 0xC3, 0x28, 0x80]).allSatisfy { $0 == .other || $0 == .character("(") })
        #expect(keys([0xFF, 0xFF, 0xFF, 0xFF, 0x61]).last == .character("a"))
    }

    @Test("decoding ends for any bytes", arguments: 0..<200)
    func noise(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(keys(bytes).count <= 64)
    }
}
