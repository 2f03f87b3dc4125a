import Kernel
import KernelTesting
import Testing

@testable import Samples

@Suite("astro samples list")
struct ListSamplesTests {
    /// A test whose server has one token with a description and one without.
    var listing: CommandTest {
        var test = Fixture.scripted()
        let described = Fixture.token("ca", name: "Terraform", description: "Plans and applies")
        let blank = Fixture.token("cb", name: "Nobody knows", description: "")
        test.expect(.get, Fixture.tokens, .json(Fixture.page(described, blank)))
        return test
    }

    @Test("shows a table, and nothing on stderr")
    func table() async throws {
        let result = try await listing.run("samples list")
        #expect(
            result.stdout == """
                ID  NAME          DESCRIPTION
                ca  Terraform     Plans and applies
                cb  Nobody knows

                """)
        #expect(result.stderr == "")
        #expect(result.exitCode == .success)
    }

    @Test("gives a script the fields that it picks, of the tokens without a description")
    func blank() async throws {
        let result = try await listing.run("samples list --blank -o csv --fields id,name --no-header")
        #expect(result.stdout == "cb,Nobody knows\r\n")
    }

    @Test("exits with 0 for an empty list, and says so on stderr")
    func none() async throws {
        var test = Fixture.scripted()
        test.expect(.get, Fixture.tokens, .json(Fixture.page()))
        let result = try await test.run("samples list")
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("There are no such tokens."))
    }

    @Test("lists the sandbox's tokens")
    func sandbox() async throws {
        let result = try await Fixture.sandboxed().run("samples list --fields name --no-header")
        #expect(result.stdout.contains("Terraform"))
    }
}
