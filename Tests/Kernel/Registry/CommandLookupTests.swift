@testable import Kernel
import KernelTesting
import Support
import Testing

@Suite("A command")
struct CommandLookupTests {
    let test = CommandTest(.test, Family.Plants.self, Family.Garden.self)

    @Test(
        "is found by its names and its groups' names, aliases included",
        arguments: ["garden plant water", "ga pl wa", "garden plants wa", "ga plant water"])
    func names(line: String) async throws {
        #expect(try await test.run(line).stdout == "- - false\n")
    }

    @Test("of another plugin can be in the same group")
    func sharedGroup() async throws {
        #expect(try await test.run("ga fence").stdout == "fenced\n")
    }

    @Test(
        "accepts flags before it, between its groups and after it",
        arguments: [
            "garden plant grow --garden-id g -f", "garden plant --garden-id g -f grow", "garden -f plant -d g grow",
            "-f --garden-id=g garden plant grow", "garden plant -fdg grow", "garden plant -fd g grow",
            "--verbosity error garden -f --timeout 5 plant --garden-id g grow",
        ])
    func flagsAnywhere(line: String) async throws {
        #expect(try await test.run(line).stdout == "g - true table\n")
    }

    @Test(
        "is not confused by a flag's value with a command's name",
        arguments: ["garden plant --garden-id grow grow", "garden plant -d grow grow", "garden plant -d=grow grow"])
    func valueLikeCommand(line: String) async throws {
        #expect(try await test.run(line).stdout == "grow - false table\n")
    }

    @Test("is not consumed by a flag that has a value only in another command")
    func disagreement() async throws {
        #expect(try await test.run("garden plant -w water fern").stdout == "fern - true\n")
        #expect(try await test.run("garden plant -w much grow").stdout == "- much false table\n")
    }

    @Test("accepts common flags with a value before it", arguments: ["-o json garden plant grow", "--json ga pl gr"])
    func commonFlags(line: String) async throws {
        #expect(try await test.run(line).stdout == "\"- - false json\"\n")
    }

    @Test(
        "that does not exist is exit 2, with the closest name in the same group",
        arguments: [
            ("gardne", "unknown command 'gardne'", "did you mean 'astro garden'?"),
            ("ga plnat", "unknown command 'plnat' in 'garden'", "did you mean 'astro garden plant'?"),
            ("ga pl watr", "unknown command 'watr' in 'garden plant'", "did you mean 'astro garden plant water'?"),
            ("ga pl fence", "unknown command 'fence' in 'garden plant'", "did you mean 'astro garden fence'?"),
            ("ga GROW", "unknown command 'GROW' in 'garden'", "did you mean 'astro garden plant grow'?"),
            ("''", "unknown command ''", "'astro --help' lists all commands"),
            ("-", "unknown command '-'", "'astro --help' lists all commands"),
            ("🎉", "unknown command '🎉'", "'astro --help' lists all commands"),
        ])
    func unknown(line: String, message: String, hint: String) async throws {
        let result = try await test.run(line)
        #expect(result.exitCode == .usage)
        #expect(result.stdout == "")
        #expect(result.stderr == "error: \(message)\nhint: \(hint)\n")
    }

    @Test("is suggested, but not run, for a unique prefix of its name")
    func prefix() async throws {
        let result = try await test.run("garden plant wat")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("did you mean 'astro garden plant water'?"))
    }

    @Test("of more than 64 letters is refused without a suggestion")
    func long() async throws {
        let result = try await test.run([String(repeating: "g", count: 100_000)])
        #expect(result.exitCode == .usage)
        #expect(result.stderr.hasSuffix("hint: 'astro --help' lists all commands\n"))
    }

    @Test("that does not follow its flags is exit 2, not help", arguments: ["--json", "ga --no-fence", "ga pl -d x"])
    func flagsAlone(line: String) async throws {
        let result = try await test.run(line)
        #expect(result.exitCode == .usage)
        #expect(result.stdout == "")
    }

    @Test("cannot follow two dashes", arguments: ["-- garden fence", "garden -- fence"])
    func terminator(line: String) async throws {
        let result = try await test.run(line)
        #expect(result.exitCode == .usage)
        #expect(result.stdout == "")
    }
}
