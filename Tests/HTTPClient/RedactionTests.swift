@testable import HTTPClient
import KernelTesting
import Testing

@Suite("Redacting secrets")
struct RedactionTests {
    @Test(
        "Text after the word Bearer is redacted",
        arguments: [
            ("Authorization: Bearer abc", "Authorization: Bearer ***"), ("bearer  abc/+=~., x", "bearer ***, x"),
            ("BEARER\tabc", "BEARER ***"), ("\"Bearer abc\"", "\"Bearer ***\""),
            ("Bearer abc Bearer def", "Bearer *** Bearer ***"),
            ("Bearer e\u{301}abc", "Bearer ***\u{301}abc"),
        ])
    func bearer(text: String, blanked: String) {
        #expect(Redaction().blanking(text) == blanked)
    }

    @Test(
        "A JSON Web Token is redacted anywhere",
        arguments: [
            ("eyJa.eyJb.c", "***"), ("(eyJa.eyJb.c-_0)", "(***)"), ("?jwt=eyJa.eyJb.c&x=1", "?jwt=***&x=1"),
            ("xeyJa.eyJb.c", "x***"), ("eyJa.b.c.d.e", "***"), ("/eyJa..c/", "/***/"),
            ("eyJa.b\u{301}.c", "eyJa.b\u{301}.c"),
            ("eyJa.b.\u{301}", "***\u{301}"),
        ])
    func webToken(text: String, blanked: String) {
        #expect(Redaction().blanking(text) == blanked)
    }

    @Test(
        "Other text is unchanged",
        arguments: [
            "", "plain", "the bearer", "Bearer", "Bearer ", "Bearer: x", "forbearer abc", "eyJa.b", "eyes.on.you",
            "1.2.3",
            "Grüße 🎉\r\n", "GET https://api.example.test/v1/tokens?limit=10 → 200 in 34 ms",
        ])
    func untouched(text: String) {
        #expect(Redaction().blanking(text) == text)
    }

    @Test("Known secrets are redacted whatever they look like, the longest first")
    func known() {
        let redaction = Redaction(secrets: ["hunter2", "hunter2-and-more", "geheim ü", ""])
        #expect(redaction.blanking("hunter2-and-more hunter2 xhunter2y geheim ü!") == "*** *** x***y ***!")
    }

    @Test(
        "A secret is found whatever follows it, even a combining accent",
        arguments: ["\u{301}", "\u{200D}", "\u{FE0F}", "\n"])
    func accents(mark: String) {
        let blanked = Redaction(secrets: ["hunter2\r"]).blanking("hunter2\r\(mark) Bearer abc\(mark)")
        #expect(!Array(blanked.utf8).contains(subsequence: "hunter2"))
        #expect(!Array(blanked.utf8).contains(subsequence: "abc"))
    }

    @Test("No secret survives in any text", arguments: 1...200 as ClosedRange<UInt64>)
    func plantedSecrets(seed: UInt64) {
        var random = SeededNumbers(seed)
        let plant = Planting(&random)
        let blanked = Array(Redaction(secrets: [plant.known]).blanking(plant.text).utf8)
        for secret in plant.secrets {
            #expect(!blanked.contains(subsequence: secret), "\(secret) survived in \(plant.text.debugDescription)")
        }
    }
}

/// A random text with one secret of each kind in it, several times.
private struct Planting {
    let known: String
    let secrets: [String]
    let text: String

    init(_ random: inout SeededNumbers) {
        known = random.word(of: "abc!ü %", 6...20)
        let bearer = random.word(of: "XYZ0189-_.~/+", 6...30) + "=="
        let parts = (0..<3).map { _ in random.word(of: "QRSTuvw345-_", 4...12) }
        secrets = [known, bearer, parts.joined(separator: ".")]
        let planted = [known, "Bearer \(bearer)", "bearer \t\(bearer)", "eyJ" + parts.joined(separator: ".")]
        text = (0..<8).map { _ in
            // Letters right before the word would make it a different word.
            random.word(of: "ghi 🎉\r\n\u{301}\"&=?.", 0...9) + " " + planted[random.number(below: planted.count)]
                + [" ", "\u{301}", "\n", ",", "\"", "&"][random.number(below: 6)]
        }.joined()
    }
}

extension [UInt8] {
    fileprivate func contains(subsequence text: String) -> Bool { firstRange(of: text.utf8) != nil }
}
