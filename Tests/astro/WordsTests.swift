import Testing

@Suite("Arguments that a Swift test cannot express")
struct WordsTests {
    @Test(
        "are exit 2 if they are not UTF-8, anywhere on the line",
        arguments: [
            (#"$'\xff'"#, 1), (#"version $'\xc3'"#, 2), (#"deployment token rotate --name $'a\xe2\x82' --yes"#, 5),
            (#"version --output=json $'--fields=\xf0\x28'"#, 3), (#"--help $'\xed\xa0\x80'"#, 2),
        ])
    func encoding(line: String, place: Int) async throws {
        let outcome = try await BuiltProgram().shell("astro \(line)")
        #expect(outcome.exitCode == 2)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("word \(place) after 'astro' is not text in UTF-8"))
    }

    @Test("are exit 2 and abbreviated if they are as long as the system allows")
    func length() async throws {
        for line in ["", "version", "--", "version --", "deployment token rotate ", "deployment token rotate -"] {
            let outcome = try await BuiltProgram().shell(
                "astro \(line)$(head -c 131000 /dev/zero | tr '\\0' x) --context sandbox")
            #expect(outcome.exitCode == 2)
            #expect(outcome.stderr.utf8.count < 400)
        }
    }
}
