import Kernel
import KernelTesting
import Settings
import Testing

@Suite("astro context")
struct ContextCommandTests {
    let fixture = SettingsFixture.self

    @Test("list shows every context and marks the one in use")
    func list() async throws {
        let result = try await fixture.test(writing: false).run(
            "context list --fields isCurrent,domain,user --no-header")
        #expect(result.stdout == "*  astronomer.io      ada@example.com\n   astro.example.com\n")
        let other = try await fixture.test(writing: false).run("context list --context astro.example.com -o jsonl")
        #expect(other.stdout.contains(#"{"domain":"astro.example.com","isCurrent":true}"#))
        #expect(!other.stdout.contains("marked"))
    }

    @Test("switch writes the one line of the home file")
    func switches() async throws {
        let result = try await fixture.test().run("context sw cloud.ASTRO.example.com")
        #expect(result.exitCode == .success)
        #expect(
            result.files[fixture.home]
                == fixture.file.replacing("context: astronomer.io", with: "context: astro.example.com"))
    }

    @Test("switch says so when the project's file or a variable has its own way")
    func overridden() async throws {
        var test = fixture.test()
        test.files[fixture.project] = "context: astronomer.io\n"
        let result = try await test.run("context switch astro.example.com")
        #expect(result.stderr.contains("warning: here it still is astronomer.io"))
    }

    @Test("switch to an unknown context changes nothing and suggests the nearest")
    func unknown() async throws {
        let result = try await fixture.test(writing: false).run("context switch astro.exampel.com")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("did you mean 'astro.example.com'?"))
        let far = try await fixture.test(writing: false).run("context switch elsewhere.org")
        #expect(far.stderr.contains("hint: astro login elsewhere.org"))
    }

    @Test("switch without a name is a choice on a terminal and a usage error elsewhere")
    func choice() async throws {
        #expect(try await fixture.test(writing: false).run("context switch").exitCode == .usage)
        var test = fixture.test()
        test.terminal = 80
        test.input = ["2"]
        let result = try await test.run("context switch")
        #expect(result.files[fixture.home]?.contains("context: astro.example.com\n") == true)
    }

    @Test("delete forgets a context with its login, after a yes")
    func delete() async throws {
        var test = fixture.test()
        test.input = ["y"]
        let result = try await test.run("context delete astronomer.io")
        let text = try #require(result.files[fixture.home])
        #expect(!text.contains("marked"))
        #expect(
            text
                == "# mine\ncontexts:\n    astro_example_com:\n        domain: astro.example.com\nlocal:\n    core: http://localhost:8888\n"
        )
    }

    @Test("delete without an answer, or of an unknown context, changes nothing")
    func refused() async throws {
        #expect(try await fixture.test(writing: false).run("context delete astronomer.io").exitCode == .cancelled)
        #expect(try await fixture.test(writing: false).run("context delete x.org -f").exitCode == .notFound)
    }
}
