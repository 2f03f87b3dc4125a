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
        #expect(result.stdout == "true   astronomer.io      ada@example.com\nfalse  astro.example.com\n")
        let other = try await fixture.test(writing: false).run("context list --context astro.example.com -o jsonl")
        #expect(other.stdout.contains(#"{"domain":"astro.example.com","isCurrent":true}"#))
        #expect(!other.stdout.contains("marked"))
    }

    @Test("switch writes the one line of the home file")
    func switches() async throws {
        let result = try await fixture.test().run("context sw https://cloud.ASTRO.example.com/")
        #expect(result.exitCode == .success)
        #expect(
            result.files[fixture.home]
                == fixture.file.replacing("context: astronomer.io", with: "context: astro.example.com"))
    }

    @Test("switch says so if a variable overrides it, and ignores a project's file")
    func overridden() async throws {
        var test = fixture.test()
        test.files[fixture.project] = "context: astronomer.io\n"
        #expect(!(try await test.run("context switch astro.example.com").stderr.contains("warning")))
        test.variables["ASTRO_CONTEXT"] = "astronomer.io"
        let result = try await test.run("context switch astro.example.com")
        #expect(result.stderr.contains("warning: astronomer.io is still in effect here"))
    }

    @Test("a project's file adds no context to list")
    func projects() async throws {
        var test = fixture.test(writing: false)
        test.files[fixture.project] = "contexts:\n  evil_test:\n    domain: evil.test\n    organization: o\n"
        #expect(!(try await test.run("context list").stdout.contains("evil")))
    }

    @Test("switch to an unknown context changes nothing and suggests the nearest")
    func unknown() async throws {
        let result = try await fixture.test(writing: false).run("context switch exampel")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("neither a known context nor a domain"))
        let far = try await fixture.test(writing: false).run("context switch elsewhere")
        #expect(far.exitCode == .notFound)
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

    @Test("delete removes a context with its login, after a yes")
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
