import Kernel
import KernelTesting
import Settings
import Support
import Testing

@Suite("astro config, with the keys of a plugin")
struct DeclaredKeyTests {
    enum Season: String, CaseIterable, ArgumentValue { case spring, summer }

    struct Dig: Command {
        static let configuration = CommandConfiguration("dig", summary: "Dig", effect: .local)
        func run(in context: Context) async throws {}
    }

    enum Bed: Plugin {
        static let manifest = PluginManifest("bed", summary: "Beds")
        static let mounts = [Mount(commands: [Dig.self])]
        static let configKeys = [
            ConfigKey(
                "bed.row", Int.self, default: 3, help: "The row", validate: .range(1...9), allowedInProjects: true),
            ConfigKey("bed.season", Season.self, help: "When to plant"),
        ]
    }

    let home = "/home/test/.astro/config.yaml"

    func test(writing: Bool = false) -> CommandTest {
        var test = CommandTest(.test, SettingsPlugin.self, Bed.self)
        test.allowsWriting = writing
        return test
    }

    @Test("set writes a valid value, to a project's file only if the key allows it")
    func set() async throws {
        #expect(try await test(writing: true).run("config set bed.row 4 -g").files[home] == "bed:\n  row: \"4\"\n")
        var test = test(writing: true)
        test.files["/work/.astro/config.yaml"] = "project:\n  name: p\n"
        #expect(try await test.run("config set bed.row 4").exitCode == .success)
        #expect(try await test.run("config set bed.season spring").exitCode == .usage)
    }

    @Test(
        "set refuses a value of the wrong type with exit 2, and writes nothing",
        arguments: [
            ("bed.row", "many", "is not a whole number"), ("bed.row", "10", "is out of range (1 to 9)"),
            ("bed.season", "winter", "is not one of spring, summer"),
        ])
    func wrongType(key: String, value: String, complaint: String) async throws {
        let result = try await test().run("config set \(key) \(value) -g")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.hasPrefix("error: \(key): '\(value)' \(complaint); nothing was changed\n"))
    }

    @Test(
        "an unknown key below a plugin's is refused with the nearest one",
        arguments: ["get bed.rwo", "set bed.rwo 1 -g"])
    func unknown(line: String) async throws {
        let result = try await test().run("config \(line)")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.hasPrefix("error: 'bed.rwo' is not a known setting"))
        #expect(result.stderr.hasSuffix("hint: did you mean 'bed.row'?\n"))
    }

    @Test("list --all has them with their defaults, and -o wide says what they set")
    func listAll() async throws {
        var test = test()
        test.files[home] = "bed:\n  season: summer\n"
        let listed = try await test.run("config list --all -o csv --no-header --fields key,value,source,help").stdout
        #expect(listed.contains("bed.season,summer,home,When to plant\r\n"), "\(listed)")
        #expect(listed.contains("bed.row,3,default,The row\r\n"), "\(listed)")
        #expect(try await !test.run("config list").stdout.contains("bed.row"))
        #expect(try await test.run("config list --all -o wide").stdout.contains("The row"))
        #expect(try await test.run("config get bed.row").stdout == "3\n")
    }

    @Test("TAB offers the keys with their help, and the values of a key that has few")
    func completion() async throws {
        let keys = try await test().completions(of: "config set bed.")
        #expect(
            keys == [
                Completion.Candidate("bed.row", "The row"), Completion.Candidate("bed.season", "When to plant"),
            ])
        #expect(try await test().completions(of: "config set bed.season ").map(\.value) == ["spring", "summer"])
        #expect(try await test().completions(of: "config set bed.row ").map(\.value) == [])
    }
}
