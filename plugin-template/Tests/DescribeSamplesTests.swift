import Kernel
import KernelTesting
import Testing

@testable import Samples

@Suite("astro samples describe")
struct DescribeSamplesTests {
    let line = "samples describe \(Fixture.id) --description New"
    let path = "\(Fixture.tokens)/\(Fixture.id)"

    /// A test whose server has the token with a description.
    func finding(_ description: String) -> CommandTest {
        var test = Fixture.scripted()
        test.expect(.get, path, .json(Fixture.token(description: description)))
        return test
    }

    /// The same, with the change expected.
    func changing(_ description: String) -> CommandTest {
        var test = finding(description)
        test.expect(
            .post, path, body: #"{"name": "Terraform", "description": "New"}"#,
            .json(Fixture.token(description: "New")))
        return test
    }

    @Test("replaces a description after a yes")
    func confirmed() async throws {
        var test = changing("Old")
        test.input = ["y"]
        let result = try await test.run(line)
        #expect(result.exitCode == .success)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("Replace the description 'Old' of the token 'Terraform'? [y/N]"))
        #expect(result.stderr.contains("has a new description"))
    }

    @Test("changes nothing after a no, or without an answer", arguments: [["n"], []])
    func refused(input: [String]) async throws {
        var test = finding("Old")
        test.input = input
        #expect(try await test.run(line).exitCode == .cancelled)
    }

    @Test("is in the log of changes, with its outcome")
    func logged() async throws {
        let log = try await changing("").run(line).audit
        #expect(log.count == 2)
        #expect(log.allSatisfy { $0.contains(#""action":"update""#) && $0.contains(#""name":"Terraform""#) })
        #expect(log.last?.contains(#""outcome":"done""#) == true)
    }

    @Test("asks nothing with --yes, or if no description is lost")
    func unasked() async throws {
        #expect(try await changing("Old").run("\(line) --yes").exitCode == .success)
        #expect(try await changing("").run(line).exitCode == .success)
    }

    @Test("gives a script the changed token")
    func json() async throws {
        let result = try await changing("").run("\(line) --json --fields id,description")
        #expect(
            result.stdout == """
                {
                  "id": "\(Fixture.id)",
                  "description": "New"
                }

                """)
    }

    @Test("exits with 4 for an unknown token, and with 2 for an invalid ID")
    func unknown() async throws {
        var test = Fixture.scripted()
        test.expect(.get, path, .json(#"{"message": "no such token"}"#, status: 404))
        #expect(try await test.run(line).exitCode == .notFound)
        #expect(try await Fixture.scripted().run("samples describe a/b -d New").exitCode == .usage)
    }

    @Test("changes the sandbox, where the change is visible afterwards")
    func sandbox() async throws {
        var test = Fixture.sandboxed()
        let change = try await test.run("\(line) --yes")
        #expect(change.exitCode == .success)
        test.files = change.files
        test.input = ["n"]
        #expect(try await test.run(line).stderr.contains("Replace the description 'New'"))
    }
}
