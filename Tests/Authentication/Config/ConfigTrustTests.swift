@testable import Base
@testable import Authentication
@testable import Kernel
@testable import OperatingSystem
import KernelTesting
import Support
import Testing

@Suite("Trust in config files")
struct ConfigTrustTests {
    static let home = "/home/test/.astro/config.yaml"
    static let project = "/work/.astro/config.yaml"

    /// Shows one setting.
    struct Show: Command {
        static let configuration = CommandConfiguration("show", summary: "Show a setting", effect: .local)
        @Argument("KEY", help: "The setting") var key: String

        func run(in context: Context) async throws {
            try context.output.text(try context.config.value(key) ?? "nothing")
            // Further readings, as for another server, repeat no notice.
            _ = try context.turned(to: "other.io").config.value(key)
        }
    }

    enum Showing: Plugin {
        static let manifest = PluginManifest("showing", summary: "Showing")
        static let mounts = [Mount(commands: [Show.self])]
        static let configKeys = [
            ConfigKey("garden.bed", allowedInProjects: true), ConfigKey("garden.gate"),
            ConfigKey("tools.*", allowedInProjects: true), ConfigKey("contexts.*", allowedInProjects: true),
            ConfigKey("local.*", allowedInProjects: true), ConfigKey("context", allowedInProjects: true),
        ]
    }

    func test(_ files: [String: String]) -> CommandTest {
        var test = CommandTest(.test, Showing.self)
        test.files = files
        return test
    }

    static func status(_ inode: UInt64 = 1, owner: UInt32 = 1000, mode: UInt16 = 0o600) -> FileStatus {
        FileStatus(identity: .init(device: 1, inode: inode), owner: owner, mode: mode)
    }

    @Test("a project sets only the keys that plugins allow")
    func allowList() async throws {
        let text = "garden:\n  bed: x\n  gate: x\n  beds: x\ntools:\n  a: x\n  b:\n    c: x\ncontext: x\n"
        let test = test([Self.project: text])
        for (key, value) in [
            ("garden.bed", "x"), ("Garden.BED", "x"), ("tools.a", "x"), ("tools.b.c", "x"), ("garden.gate", "nothing"),
            ("garden.beds", "nothing"), ("context", "nothing"),
        ] {
            #expect(try await test.run("show \(key)").stdout == value + "\n", "\(key)")
        }
    }

    @Test(
        "a project cannot set credentials, servers or programs",
        arguments: [
            "context", "local.core", "cloud.api.protocol", "credential_helper", "login.port", "version.url", "pager",
            "browser", "contexts.astronomer_io.token", "contexts.astronomer_io.refreshtoken",
            "contexts.astronomer_io.domain", "contexts.astronomer_io.user_email", "contexts.astronomer_io.expiresin",
            "official", "astro.official", "contexts.astronomer_io.organization.token", "domain", "proxy",
        ])
    func refused(key: String) async throws {
        let parts = key.split(separator: ".")
        let lines = parts.enumerated().map { String(repeating: "  ", count: $0) + $1 + ":" }
        let result = try await test([Self.project: lines.joined(separator: "\n") + " evil\n"]).run("show \(key)")
        #expect(result.stdout == "nothing\n")
        #expect(result.stderr == "Ignored '\(key)' in \(Self.project), which a project cannot set.\n")
    }

    @Test("one notice names the first of many ignored keys")
    func notice() async throws {
        let result = try await test([Self.project: (1...8).map { "k\($0): x\n" }.joined()]).run("show k1")
        #expect(
            result.stderr
                == "Ignored 'k1', 'k2', 'k3', 'k4', 'k5' and 3 more in \(Self.project), which a project cannot set.\n")
    }

    @Test("the official CLI's own project keys cause no notice")
    func others() async throws {
        let text = "project:\n  name: p\nwebserver:\n  port: 8081\npostgres:\n  port: 1\ndisable_env_objects: true\n"
        let result = try await test([Self.project: text]).run("show project.name")
        #expect(result.stdout == "p\n")
        #expect(result.stderr.isEmpty)
    }

    @Test("a world-writable project file is ignored, with one notice")
    func openProject() async throws {
        var test = test([Self.project: "garden:\n  bed: x\n"])
        test.statuses[Self.project] = Self.status(mode: 0o662)
        let result = try await test.run("show garden.bed")
        #expect(result.stdout == "nothing\n")
        #expect(result.stderr == "Ignored \(Self.project) because every user of this machine can write to it.\n")
        test.statuses[Self.project] = Self.status(owner: 7, mode: 0o664)
        #expect(try await test.run("show garden.bed").stdout == "x\n")
    }

    @Test(
        "the home folder has no project file, however its path is spelled",
        arguments: [
            ("/home/test", [:]), ("/link", ["/link": status(7), "/home/test": status(7)]),
            ("/work", [project: status(7), home: status(7)]),
            ("/work", ["/work/.astro": status(7), "/home/test/.astro": status(7)]),
        ] as [(String, [String: FileStatus])])
    func homeIsNoProject(folder: String, statuses: [String: FileStatus]) async throws {
        var test = test([Self.home: "garden:\n  gate: g\n"])
        test.files[folder + "/.astro/config.yaml"] = "garden:\n  gate: g\n"
        test.workingDirectory = folder
        test.statuses = statuses
        let result = try await test.run("show garden.gate")
        #expect(result.stdout == "g\n")
        #expect(result.stderr.isEmpty)
    }

    @Test("HOME has no project file even if ASTRO_HOME is elsewhere")
    func otherHome() async throws {
        var test = test(["/home/test/.astro/config.yaml": "garden:\n  bed: x\n"])
        test.variables["ASTRO_HOME"] = "/elsewhere"
        test.workingDirectory = "/home/test"
        #expect(try await test.run("show garden.bed").stdout == "nothing\n")
    }

    @Test("a home file of the user or root, or writable by the group, is trusted")
    func trusted() async throws {
        for status in [Self.status(), Self.status(owner: 0, mode: 0o644), Self.status(mode: 0o664)] {
            var test = test([Self.home: "context: x\n"])
            test.statuses[Self.home] = status
            test.statuses["/home/test/.astro"] = Self.status(2, mode: 0o775)
            #expect(try await test.run("show context").stdout == "x\n")
            // Like a secret that Kubernetes mounts: everybody can read it, and nobody can replace it.
            test.statuses["/home/test/.astro"] = Self.status(2, owner: 0, mode: 0o1777)
            #expect(try await test.run("show context").stdout == "x\n")
        }
    }

    @Test(
        "a home file or folder that another user may have written is exit 3 with the command to run",
        arguments: [
            (home, status(owner: 1001), "sudo chown 1000 \(home)"), (home, status(mode: 0o602), "chmod o-w \(home)"),
            (home, status(owner: 0, mode: 0o666), "sudo chmod o-w \(home)"),
            ("/home/test/.astro", status(owner: 1001, mode: 0o755), "sudo chown 1000 /home/test/.astro"),
            ("/home/test/.astro", status(mode: 0o777), "chmod o-w /home/test/.astro"),
        ])
    func untrusted(path: String, status: FileStatus, hint: String) async throws {
        var test = test([Self.home: "context: x\n"])
        test.statuses[path] = status
        let result = try await test.run("show context")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stderr.hasSuffix("so it is not used; nothing was changed\nhint: \(hint)\n"))
        #expect(result.stdout.isEmpty)
    }

    @Test("root trusts the file of the home folder's owner, but of no third user")
    func root() throws {
        func value(owner: UInt32, ofHome: UInt32) throws -> String? {
            let files = InMemoryFileSystem(
                [Self.home: "context: x\n"],
                statuses: [
                    Self.home: Self.status(owner: owner),
                    "/home/test/.astro": Self.status(2, owner: owner, mode: 0o700),
                    "/home/test": Self.status(3, owner: ofHome, mode: 0o755),
                ], user: 0)
            return try Config(
                environment: Environment(variables: ["HOME": "/home/test"], names: Service.test.names), files: files
            ).value(
                "context")
        }
        #expect(try value(owner: 1000, ofHome: 1000) == "x")
        #expect(try value(owner: 0, ofHome: 1000) == "x")
        let refusal = CommandError(
            .unauthorized,
            "/home/test/.astro belongs to another user (1001), so it is not used; nothing was changed",
            hint: "chown 0 /home/test/.astro")
        #expect(throws: refusal) { try value(owner: 1001, ofHome: 1000) }
        #expect(throws: CommandError.self) { try value(owner: 1001, ofHome: 0) }
    }

    @Test("an untrusted file is not written either")
    func unwritten() throws {
        let files = InMemoryFileSystem(
            [Self.home: "context: x\n"], statuses: [Self.home: Self.status(owner: 1001)])
        let config = Config(
            environment: Environment(variables: ["HOME": "/home/test"], names: Service.test.names), files: files)
        #expect(throws: CommandError.self) { try config.edit(.home) { try $0.set("y", at: ["context"]) } }
        #expect(files.refused.isEmpty)
    }
}
