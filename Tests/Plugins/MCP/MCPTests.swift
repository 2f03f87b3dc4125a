import AstroAPI
import Delivery
import Catalog
import Kernel
import KernelTesting
import MCP
import Testing

/// Commands of a plugin that isn't aware of agents.
enum GardenPlugin: Plugin {
    static let manifest = PluginManifest("garden", summary: "Grow things")
    static let mounts = [
        Mount(
            "garden", summary: "Grow things",
            commands: [Look.self, Water.self, Sow.self, Read.self, Tend.self, Plan.self, Old.self])
    ]

    struct Look: Command {
        enum Season: String, CaseIterable, ArgumentValue { case spring, autumn }

        static let configuration = CommandConfiguration(
            "look-at", summary: "Look at a plant", discussion: "From afar.",
            examples: [Example("look-at rose --bed b1", "Look")])
        static let fields = ["name", "height", "token"]
        static let rules = [ArgumentRule.exclusive("name", "bed"), .together("row", "column"), .oneOf("name", "bed")]
        @Argument("PLANT", help: "The plant") var plant: String
        @Option(help: "Its name") var name: String?
        @Option(help: "Its bed", validate: .identifier) var bed: String?
        @Option(help: "Its row", validate: .range(1...9)) var row: Int?
        @Option(help: "Its column") var column: Int?
        @Option(help: "When") var season = Season.spring
        @Option(help: "Only these") var tag: [String] = []
        @Flag(help: "Smell it, too") var smell = false
        @Option(help: "A file", completion: .files) var sketch: String?
        @Option(valueName: "COMMAND", help: "A program") var pipe: String?
        @Option(help: "A secret", source: .file) var key: String?
        @Option(help: "A note", source: .wordOrFile) var note: String?
        @Option(help: "Hidden", visibility: .hidden) var magic: Int?

        func run(in context: Context) async throws {
            context.output.notice("looked \(plant) \(row ?? 0) \(season) \(tag) \(smell) \(note ?? "")")
        }
    }

    struct Water: Command {
        static let configuration = CommandConfiguration(
            "water", summary: "Water a plant", effect: .changes, isDestructive: false, isRepeatable: true,
            examples: [Example("water", "Water")])
        @Flag("f", help: "Do not ask") var force = false
        func run(in context: Context) async throws {}
    }

    struct Sow: Command {
        static let configuration = CommandConfiguration(
            "sow", summary: "Sow a secret", effect: .changes, examples: [Example("sow", "Sow")])
        @OptionGroup var delivery: DeliveryOptions
        func run(in context: Context) async throws {}
    }

    struct Read: Command {
        static let configuration = CommandConfiguration(
            "read", summary: "Read a file", examples: [Example("read --from x", "Read")])
        @Option(help: "The file", completion: .files) var from: String
        func run(in context: Context) async throws {}
    }

    struct Tend: Command {
        static let configuration = CommandConfiguration(
            "tend", summary: "Tend it", audience: .people, examples: [Example("tend", "Tend")])
        func run(in context: Context) async throws {}
    }

    struct Plan: Command {
        static let configuration = CommandConfiguration(
            "plan", summary: "Plan it", effect: .local, examples: [Example("plan", "Plan")])
        func run(in context: Context) async throws {}
    }

    struct Old: Command {
        static let configuration = CommandConfiguration("old", summary: "Old", visibility: .hidden)
        func run(in context: Context) async throws {}
    }
}

@Suite("Tools made from declarations")
struct MCPTests {
    func tools(_ arguments: String = "") async throws -> [JSONValue] {
        let result = try await CommandTest(.astro, GardenPlugin.self, MCPPlugin.self).run(
            "mcp tools -o json \(arguments)")
        #expect(result.exitCode == .success, "\(result.stderr)")
        let list = try #require(JSONValue(parsing: result.stdout.utf8)?["tools"])
        guard case .array(let tools) = list else { return [] }
        return tools
    }

    func names(_ arguments: String = "") async throws -> [String] {
        try await tools(arguments).compactMap { $0["name"]?.string }
    }

    @Test("are the reading commands, and with a permission also the changing ones")
    func offer() async throws {
        #expect(try await names() == ["garden_look_at"])
        #expect(try await names("--allow changes") == ["garden_look_at", "garden_water"])
        #expect(try await names("--allow 'garden water'") == ["garden_look_at", "garden_water"])
        let whole = try await names("--allow changes --destination d=file:/secret")
        #expect(whole == ["garden_look_at", "garden_water", "garden_sow"])
    }

    @Test("accept what the declaration allows, but neither a path nor a program")
    func input() async throws {
        let schema = try #require(try await tools().first?["inputSchema"])
        let properties = try #require(schema["properties"])
        #expect(
            properties.members?.map(\.key)
                == [
                    "plant", "name", "bed", "row", "column", "season", "tag", "smell", "note", "fields",
                    "organization",
                ])
        #expect(properties["row"] == ["type": "integer", "description": "Its row", "minimum": 1, "maximum": 9])
        #expect(
            properties["season"]
                == ["type": "string", "description": "When", "enum": ["spring", "autumn"], "default": "spring"])
        #expect(properties["tag"] == ["type": "array", "description": "Only these", "items": ["type": "string"]])
        #expect(properties["smell"] == ["type": "boolean", "description": "Smell it, too", "default": false])
        #expect(properties["fields"]?["items"] == ["type": "string", "enum": ["name", "height"]])
        #expect(schema["required"] == ["plant"] && schema["additionalProperties"] == false)
    }

    @Test("keep the rules between arguments")
    func rules() async throws {
        let schema = try #require(try await tools().first?["inputSchema"])
        #expect(schema["dependentSchemas"] == ["name": ["not": ["required": ["bed"]]]])
        #expect(schema["dependentRequired"] == ["row": ["column"], "column": ["row"]])
        #expect(schema["not"] == ["properties": ["name": false, "bed": false]])
    }

    @Test("say what they do, and that their results are data")
    func annotations() async throws {
        let tools = try await tools("--allow changes --destination d=file:/secret")
        #expect(tools[1]["annotations"]?["destructiveHint"] == false)
        #expect(tools[1]["annotations"]?["idempotentHint"] == true)
        #expect(tools[2]["annotations"]?["destructiveHint"] == true)
        #expect(tools[2]["inputSchema"]?["properties"]?["destination"]?["enum"] == ["d"])
        for tool in tools { #expect(tool["description"]?.string?.contains("untrusted data") == true) }
        #expect(tools[0]["outputSchema"]?["$defs"]?["record"]?["properties"] == ["name": true, "height": true])
    }

    @Test("run with literal values, which are never a file or a flag")
    func call() async throws {
        var test = CommandTest(.astro, GardenPlugin.self, MCPPlugin.self)
        let arguments = #"{"plant":"--force","bed":"b1","note":"@/etc/passwd","tag":["-","@x"],"smell":true}"#
        test.input = [
            #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}"#,
            #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"garden_look_at","arguments":\#(arguments)}}"#,
            #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"garden_look_at","arguments":{"plant":"x","bed":"b","name":"n"}}}"#,
            #"{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"garden_tend"}}"#,
        ]
        let result = try await test.run("mcp")
        #expect(result.exitCode == .success)
        #expect(result.stdout.contains(#"looked --force 0 spring [\"-\", \"@x\"] true @/etc/passwd"#))
        #expect(result.stdout.contains("cannot be combined"))
        #expect(result.stdout.contains("there is no tool 'garden_tend'"))
    }

    @Test(
        "are served only with valid options",
        arguments: [
            "--allow nothing", "--allow garden_look_at", "--yes-to garden_water", "--destination x",
            "--destination =file:/x", "--destination a=file:", "--destination a=ftp:/x", "--destination 'a b=file:/x'",
            "--destination a=file:- ", "--destination a=file:/x --destination a=file:/y", "--answer-timeout 0",
        ])
    func options(arguments: String) async throws {
        let result = try await CommandTest(.astro, GardenPlugin.self, MCPPlugin.self).run("mcp tools \(arguments)")
        #expect(result.exitCode == .usage && result.stdout == "", "\(result.stderr)")
    }
}
