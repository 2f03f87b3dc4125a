import Kernel
import KernelTesting
import Support
import Testing

@Suite("A config key of a plugin")
struct ConfigKeyTests {
    struct Show: Command {
        static let configuration = CommandConfiguration("show", summary: "Show settings", effect: .local)

        func run(in context: Context) async throws {
            let config = context.config
            let row = try config.value("bed.row", as: Int.self).map(String.init) ?? "none"
            let mulch = try config.value("bed.mulch", as: Bool.self).map(String.init) ?? "none"
            try context.output.text("\(row) \(mulch) \(try config.value("bed.row") ?? "unset")")
        }
    }

    enum Bed: Plugin {
        static let manifest = PluginManifest("bed", summary: "Beds")
        static let mounts = [Mount(commands: [Show.self])]
        static let configKeys = [
            ConfigKey(
                "bed.row", Int.self, default: 3, help: "The row", validate: .range(1...9), allowedInProjects: true),
            ConfigKey("bed.mulch", Bool.self, help: "Whether to mulch"),
        ]
    }

    func run(home: String = "", project: String? = nil, _ variables: [String: String] = [:]) async throws
        -> CommandResult
    {
        var test = CommandTest(.test, Bed.self)
        test.files["/home/test/.astro/config.yaml"] = home
        if let project { test.files["/work/.astro/config.yaml"] = project }
        test.variables = variables
        return try await test.run("show")
    }

    @Test("is read as its type, from the variable, the project, the home file, or its default")
    func value() async throws {
        #expect(try await run().stdout == "3 none unset\n")
        #expect(try await run(home: "bed:\n  row: 4\n  mulch: true\n").stdout == "4 true 4\n")
        #expect(try await run(home: "bed:\n  row: 4\n", project: "bed:\n  row: 5\n").stdout == "5 none 5\n")
        #expect(try await run(home: "bed:\n  row: 4\n", ["ASTRO_BED_ROW": "6"]).stdout == "6 none 6\n")
    }

    @Test(
        "with an invalid value is an error that names the file, the line and the key",
        arguments: [
            ("bed:\n  row: many\n", "line 2: bed.row: 'many' is not a whole number"),
            ("bed:\n  mulch: true\n  row: 10\n", "line 3: bed.row: '10' is out of range (1 to 9)"),
            ("\nbed:\n  mulch: perhaps\n", "line 3: bed.mulch: 'perhaps' is not true or false"),
        ])
    func invalid(text: String, message: String) async throws {
        let home = try await run(home: text)
        #expect(home.exitCode == .failure)
        #expect(
            home.stderr
                == "error: /home/test/.astro/config.yaml: \(message)\nhint: correct the line, or remove it\n")
        let other = try await run(home: "bed:\n  mulch: true\n", project: "bed:\n  row: x\n")
        #expect(other.stderr.contains("/work/.astro/config.yaml: line 2: bed.row: 'x' is not a whole number"))
    }

    @Test("with an invalid value in its variable is an error that names the variable")
    func variable() async throws {
        let result = try await run(["ASTRO_BED_ROW": "0"])
        #expect(result.exitCode == .usage)
        #expect(result.stderr.hasPrefix("error: ASTRO_BED_ROW: '0' is out of range (1 to 9)\n"))
    }
}
