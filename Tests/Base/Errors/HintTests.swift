import Testing

@testable import Base

@Suite("A hint")
struct HintTests {
    let writer = HintWriter(ProgramNames("custom")) { $0.first != "absent" }

    @Test(
        "is written with the program's name and prefix, and quotes where a shell needs them",
        arguments: [
            (.command("token list"), "custom token list"),
            (.command("login", "a.io"), "custom login a.io"),
            (.command("token rotate", ["t1", "--name", "CI deploy"]), "custom token rotate t1 --name 'CI deploy'"),
            (
                .command("token update", "--name", "it's", "--description", ""),
                #"custom token update --name 'it'\''s' --description ''"#
            ),
            (.command("api", "/a/{b}?c=$d"), "custom api '/a/{b}?c=$d'"),
            ("set \(variable: "HOME")", "set CUSTOM_HOME"),
            (
                "pass \("--x") \(1) from '\(command: "token list", "--all")'",
                "pass --x 1 from 'custom token list --all'"
            ),
            ("run: \(Hint.command("login"))", "run: custom login"),
        ] as [(Hint, String)])
    func written(hint: Hint, text: String) {
        #expect(writer.text(of: hint) == text)
    }

    @Test("to a command that the program lacks is left out, or replaced by its fallback")
    func absent() {
        #expect(writer.text(of: .command("absent")) == nil)
        #expect(writer.text(of: "see '\(command: "absent list")'") == nil)
        let hint = Hint.command("absent").otherwise("see '\(command: "absent list")'").otherwise("try again")
        #expect(writer.text(of: hint) == "try again")
        #expect(writer.text(of: Hint.command("login").otherwise("try again")) == "custom login")
    }

    @Test("equals another with the same text, however both were built")
    func equality() {
        let name = "yes"
        #expect(("pass --\(name), please" as Hint) == Hint("pass --yes, please"))
        #expect(("\(Hint("a ")) \(variable: "B")" as Hint) == "a  \(variable: "B")")
        #expect(Hint.command("a") != "a")
    }
}
