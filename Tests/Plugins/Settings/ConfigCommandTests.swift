import Kernel
import KernelTesting
import Settings
import Testing

@Suite("astro config")
struct ConfigCommandTests {
    let fixture = SettingsFixture.self

    @Test("get shows the value in effect: variable, project, home")
    func get() async throws {
        var test = fixture.test(writing: false)
        #expect(try await test.run("config get local.core").stdout == "http://localhost:8888\n")
        test.files[fixture.project] = "contexts:\n  astronomer_io:\n    workspace: cwsp2\n"
        #expect(try await test.run("config get contexts.Astronomer_IO.workspace").stdout == "cwsp2\n")
        #expect(try await test.run("config get contexts.astronomer_io.workspace -g").stdout == "cwsp1\n")
        test.variables["ASTRO_LOCAL_CORE"] = "http://localhost:2"
        #expect(try await test.run("config get local.core").stdout == "http://localhost:2\n")
        #expect(try await test.run("config get local.core --json").stdout.contains(#""value": "http://localhost:2""#))
    }

    @Test("get ignores the variable of a setting that no variable may set")
    func withoutVariable() async throws {
        var test = fixture.test(writing: false)
        test.variables["ASTRO_ASTRO_OFFICIAL"] = "/tmp/astro"
        #expect(try await test.run("config get astro.official").exitCode == .notFound)
        test.files[fixture.home] = "astro:\n  official: /opt/astro\n"
        #expect(try await test.run("config get astro.official").stdout == "/opt/astro\n")
    }

    @Test("get of an unset key is exit 4")
    func missing() async throws {
        let result = try await fixture.test(writing: false).run("config get project.name")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr == "error: project.name is not set\nhint: 'astro config list' shows what is\n")
    }

    @Test("set changes one line of the named file")
    func set() async throws {
        let result = try await fixture.test().run("config set local.core http://localhost:9 -g")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "")
        #expect(result.files[fixture.home] == fixture.file.replacing(":8888", with: ":9"))
    }

    @Test("set creates a missing file")
    func newFile() async throws {
        var test = fixture.test()
        test.files = [:]
        let result = try await test.run("config set cloud.api.protocol https --global")
        #expect(result.files[fixture.home] == "cloud:\n  api:\n    protocol: https\n")
    }

    @Test("set without --global changes the project's file, and is an error without one")
    func project() async throws {
        let refused = try await fixture.test(writing: false).run("config set local.core x")
        #expect(refused.exitCode == .usage)
        #expect(refused.stderr.contains("hint: pass --global for the home file"))
        var test = fixture.test()
        test.files[fixture.project] = "project:\n  name: p\n"
        let result = try await test.run("config set contexts.astronomer_io.workspace cwsp2")
        #expect(
            result.files[fixture.project]
                == "project:\n  name: p\ncontexts:\n  astronomer_io:\n    workspace: cwsp2\n")
        #expect(result.files[fixture.home] == fixture.file)
    }

    @Test(
        "set without --global refuses a key that projects cannot set, and leaves the file unchanged",
        arguments: [
            "context", "local.core", "cloud.api.protocol", "credential_helper", "version.url", "login.port", "pager",
            "browser", "contexts.astronomer_io.domain", "contexts.astronomer_io.user_email", "Context", "anything.else",
            "contexts.astronomer_io.expiresin", "contexts.astronomer_io.workspace.token", "contexts.a.b.workspace",
        ])
    func notForProjects(key: String) async throws {
        var test = fixture.test(writing: false)
        test.files[fixture.project] = "project:\n  name: p\n"
        let result = try await test.run("config set \(key) x")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("nothing was changed\nhint: astro config set \(key) VALUE --global\n"))
    }

    @Test("set refuses a world-writable project file, since it would be ignored")
    func writableByAll() async throws {
        var test = fixture.test(writing: false)
        test.files[fixture.project] = "project:\n  name: p\n"
        let identity = FileStatus.Identity(device: 1, inode: 1)
        test.statuses[fixture.project] = FileStatus(identity: identity, owner: 1000, mode: 0o666)
        let result = try await test.run("config set contexts.astronomer_io.workspace cwsp2")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.contains("hint: chmod o-w \(fixture.project)\n"))
    }

    @Test("set says so if something overrides it")
    func overridden() async throws {
        var test = fixture.test()
        test.variables["ASTRO_LOCAL_CORE"] = "http://localhost:2"
        let result = try await test.run("config set local.core x -g")
        #expect(result.stderr.contains("warning: local.core is still 'http://localhost:2' here"))
    }

    @Test("a secret is neither shown nor set nor listed", arguments: ["token", "refreshtoken", "TOKEN"])
    func secrets(key: String) async throws {
        let test = fixture.test(writing: false)
        for line in ["get contexts.astronomer_io.\(key)", "set contexts.astronomer_io.\(key) marked -g", "list"] {
            let result = try await test.run("config \(line)")
            #expect(!(result.stdout + result.stderr).contains("marked"))
        }
    }

    @Test("list shows every other setting with its source")
    func list() async throws {
        var test = fixture.test(writing: false)
        test.files[fixture.project] =
            "context: sandbox\ncontexts:\n  astronomer_io:\n    workspace: cwsp2\nproject:\n  name: p\n"
        let result = try await test.run("config list -o csv --no-header")
        #expect(
            result.stdout.split(separator: "\r\n") == [
                "contexts.astronomer_io.workspace,cwsp2,project", "project.name,p,project",
                "context,astronomer.io,home",
                "contexts.astronomer_io.domain,astronomer.io,home", "contexts.astronomer_io.organization,corg1,home",
                "contexts.astronomer_io.workspace,cwsp1,home", "contexts.astronomer_io.user_email,ada@example.com,home",
                "contexts.astro_example_com.domain,astro.example.com,home", "local.core,http://localhost:8888,home",
            ])
        #expect(result.stderr == "Ignored 'context' in \(fixture.project), which a project cannot set.\n")
        #expect(!(try await test.run("config list -g").stdout.contains("project")))
    }

    @Test(
        "an unsafe edit is refused with the line, and the file is unchanged",
        arguments: [
            ("a: &x 1\n", "line 1"), ("context: x\nlocal: {core: y}\n", "line 2"), ("context: x\n\tb: y\n", "line 2"),
            ("context: x\nlocal:\n  - core\n", "line 2"), ("a: 1\na: 2\n", "line 2"),
            ("a: 1\nlocal: [1,\n 2]\n", "line 2"),
        ])
    func unsafe(text: String, line: String) async throws {
        var test = fixture.test(writing: false)
        test.files[fixture.home] = text
        let result = try await test.run("config set local.core x -g")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("\(fixture.home): \(line) "), "\(result.stderr)")
    }

    @Test("Windows line breaks and a byte order mark are kept")
    func windows() async throws {
        var test = fixture.test()
        let text = "\u{FEFF}" + fixture.file.replacing("\n", with: "\r\n")
        test.files[fixture.home] = text
        let result = try await test.run("config set local.core x -g")
        #expect(result.files[fixture.home] == text.replacing("http://localhost:8888", with: "x"))
    }

    @Test("a full disk leaves the file unchanged")
    func fullDisk() async throws {
        var test = fixture.test()
        test.writeFailure = FileError(.system("No space left on device"), path: fixture.home)
        let result = try await test.run("config set local.core x -g")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("No space left on device"))
        #expect(result.files[fixture.home] == fixture.file)
    }

    @Test("a malformed key is a usage error", arguments: ["''", ".", "a.", ".a", "a..b"])
    func malformedKey(key: String) async throws {
        #expect(try await fixture.test(writing: false).run("config get \(key)").exitCode == .usage)
    }
}
