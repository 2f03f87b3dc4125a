@testable import Kernel
import Testing

@Suite("An option's value")
struct OptionSyntaxTests {
    @Test(
        "is attached, after an equals sign, or the next word",
        arguments: [["--name", "CI"], ["--name=CI"], ["-t", "CI"], ["-tCI"], ["-t=CI"]])
    func spellings(words: [String]) throws {
        #expect(try Fetch.reading(words) == .with { $0.name = "CI" })
    }

    @Test("comes after a bundle of flags, attached or as the next word", arguments: [["-fctCI"], ["-fct", "CI"]])
    func bundleWithValue(words: [String]) throws {
        #expect(
            try Fetch.reading(words)
                == .with {
                    $0.force = true
                    $0.cleanOutput = true
                    $0.name = "CI"
                })
    }

    @Test(
        "keeps every character",
        arguments: ["a=b", "=", " ", "--", "-x", "ユニコード 🎉", "a\nb", String(repeating: "x", count: 1 << 20)])
    func content(value: String) throws {
        #expect(try Fetch.reading(["--name=\(value)"]) == .with { $0.name = value })
    }

    @Test("may start with a combining mark, which stays separate from the equals sign")
    func combiningMark() throws {
        let value = "\u{301}x"
        for words in [["--name=\(value)"], ["--name", value], ["-t\(value)"], ["-t=\(value)"], ["-fct\(value)"]] {
            #expect(try Fetch.reading(words).name == value)
        }
        #expect(try Fetch.error(["-\u{301}"])?.message == "unknown flag -\u{301}")
    }

    @Test("may be empty", arguments: [["--name="], ["--name", ""], ["-t", ""], ["-t="]])
    func empty(words: [String]) throws {
        #expect(try Fetch.reading(words) == .with { $0.name = "" })
    }

    @Test("may be a single dash, or start with a dash if no flag has that name", arguments: ["-", "-5", "-x9"])
    func dashes(value: String) throws {
        #expect(try Fetch.reading(["--name", value]) == .with { $0.name = value })
    }

    @Test(
        "is missing if the words end or a known flag follows",
        arguments: [
            ["--name"], ["-t"], ["-ft"], ["--name", "--force"], ["--name", "-f"], ["--name", "-fc"],
            ["--name", "-fct"], ["--name", "--name=x"], ["-t", "--json"], ["--name", "--", "x"],
            ["--name", "--no-follow"],
        ])
    func missing(words: [String]) throws {
        let error = try #require(try Fetch.error(words))
        #expect(error.exitCode == .usage)
        #expect(error.message.contains("needs a value (NAME)"))
    }

    @Test("that is missing before a flag has a hint to use an equals sign")
    func missingHint() throws {
        #expect(try Fetch.error(["-t", "-f"])?.hint == "to give a value that begins with a dash, write --name=VALUE")
    }

    @Test("that is missing has the allowed values in its error")
    func missingChoice() throws {
        #expect(try Fetch.error(["--kind"])?.message == "--kind needs a value (KIND: standard, direct-access)")
    }

    // Like the Go program whose scripts run unchanged.
    @Test("given twice is the last one")
    func lastWins() throws {
        #expect(try Fetch.reading(["--name", "a", "-tb", "--name=c"]) == .with { $0.name = "c" })
    }

    @Test("given twice to a list keeps both, in order")
    func lists() throws {
        #expect(try Fetch.reading(["-la", "--label", "b", "--label="]) == .with { $0.label = ["a", "b", ""] })
    }
}
