@testable import Kernel
import Testing

@Suite("A flag")
struct FlagSyntaxTests {
    @Test(
        "is set by its name, its letter, or a bundle of letters",
        arguments: [["--force", "--clean-output"], ["-f", "-c"], ["-fc"], ["-cf"]])
    func spellings(words: [String]) throws {
        #expect(
            try Fetch.reading(words)
                == .with {
                    $0.force = true
                    $0.cleanOutput = true
                })
    }

    @Test(
        "accepts a Boolean after an equals sign, in every spelling of the Go CLI",
        arguments: [
            ("true", true), ("1", true), ("t", true), ("T", true), ("TRUE", true), ("True", true), ("false", false),
            ("0", false), ("f", false), ("F", false), ("FALSE", false), ("False", false),
        ])
    func values(word: String, isSet: Bool) throws {
        #expect(try Fetch.reading(["--force=\(word)"]) == .with { $0.force = isSet })
        #expect(try Fetch.reading(["-f=\(word)"]) == .with { $0.force = isSet })
    }

    @Test("refuses any other value", arguments: ["--force=yes", "--force=", "-f=maybe", "--force=tRuE"])
    func badValues(word: String) throws {
        let error = try #require(try Fetch.error([word]))
        #expect(error.exitCode == .usage)
        #expect(error.message.contains("is not true or false"))
    }

    @Test("leaves the next word alone")
    func nextWord() throws {
        #expect(
            try Fetch.reading(["--force", "false"])
                == .with {
                    $0.force = true
                    $0.source = "false"
                })
    }

    @Test("that is invertible is cleared by its --no- form, and the last one wins")
    func inverted() throws {
        #expect(try Fetch.reading(["--no-follow"]) == .with { $0.follow = false })
        #expect(try Fetch.reading(["--no-follow", "--follow"]) == .with { $0.follow = true })
        #expect(try Fetch.reading(["--follow=false"]) == .with { $0.follow = false })
    }

    @Test("that is not invertible has no --no- form")
    func notInvertible() throws {
        #expect(try Fetch.error(["--no-force"])?.message == "unknown flag --no-force")
    }

    @Test("accepts no value in its --no- form")
    func invertedWithValue() throws {
        #expect(try Fetch.error(["--no-follow=true"])?.message == "--no-follow takes no value")
    }

    @Test(
        "that is unknown is refused with the closest name",
        arguments: [
            ("--forse", "--force"), ("--clean", "--clean-output"), ("--nam", "--name"), ("--NAME", "--name"),
            ("--naem=x", "--name"), ("--cuont", "--count"), ("--context-name", nil), ("--zzz", nil),
        ])
    func unknown(word: String, nearest: String?) throws {
        let error = try #require(try Fetch.error([word]))
        #expect(error.exitCode == .usage)
        #expect(error.message == "unknown flag \(word.prefix { $0 != "=" })")
        #expect(error.hint == nearest.map { "did you mean \($0)?" })
    }

    @Test("with an unknown letter is refused", arguments: ["-x", "-fx", "-é", "-🎉", "-=", "-f-"])
    func unknownLetter(word: String) throws {
        let error = try #require(try Fetch.error([word]))
        #expect(error.message.hasPrefix("unknown flag -"))
    }

    @Test("that is hidden works and is never suggested")
    func hidden() throws {
        #expect(try Fetch.reading(["--secret-handshake=x"]) == .with { $0.secretHandshake = "x" })
        #expect(try Fetch.error(["--secret-handshak=x"])?.hint == nil)
    }

    @Test("of more than 64 letters has no suggestion, to save time", arguments: [65, 1 << 20])
    func long(count: Int) throws {
        #expect(try Fetch.error(["--" + String(repeating: "f", count: count)])?.hint == nil)
    }
}
