import AstroAPI
import Kernel
import KernelTesting
import Testing

@testable import astro

@Suite("Every hint in the sources")
struct HintRulesTests {
    let rules = HintRules(Program(.astro, version: "1", plugins: plugins))

    @Test("names existing commands and options, or an action")
    func sound() throws {
        let files = try CodeBase.files(in: "Sources")
        #expect(files.flatMap(rules.complaints) == [])
        #expect(files.flatMap(HintRules.lines).count > 60)
        #expect(files.flatMap(HintRules.texts).count > 20)
    }

    @Test(
        "that names something unknown fails the check",
        arguments: [
            (#"throw CommandError(.failure, "m", hint: .command("deployment tokn list"))"#, "unknown command 'tokn'"),
            (#"error.hint = .command("login", domain, "--nope")"#, "login has no option --nope"),
            (#"hint: "pass --x from '\(command: "workspace list", "--many")'""#, "has no option --many"),
            (#"let hint = Hint.command("\(scope) token overlap end", id)"#, "unknown command 'end'"),
            (#"hint: place.command("rotat", target.id))"#, "unknown command 'rotat'"),
            (#"hint: scope.command("recover", ["--deployment"])"#, "has no option --deployment"),
            (#"hint: "astro login")"#, "names the program in a string"),
            (#"output.warning("to end it, run 'astro logout'")"#, "names the program in a string"),
            (#"throw CommandError(.failure, "m", hint: "the plant is thirsty")"#, "names no command"),
        ])
    func planted(code: String, complaint: String) {
        let complaints = rules.complaints(SourceFile("Sources/Plugins/X/X.swift", code))
        #expect(complaints.contains { $0.contains(complaint) }, "\(complaints)")
    }

    @Test("that is valid passes the check")
    func unplanted() {
        let code = """
            // hint: "astro nonsense"
            throw CommandError(.failure, "m", hint: .command("login", domain, "--token-login", "-"))
            hint: overlap.command("overlap finish", overlap.newID)
            hint: "try again in a minute"
            case .command(let path, let arguments): "a"
            """
        #expect(rules.complaints(SourceFile("Sources/Plugins/X/X.swift", code)) == [])
    }
}
