import Catalog
import Kernel
import Testing

@Suite("The check of a registry")
struct RegistryCheckTests {
    @Test("reports nothing if all is valid, even if plugins share a group")
    func sound() {
        #expect(problems(Mounted<At.A, Plain<Named.X>>.self, Mounted<At.OtherA, Plain<Named.Y>>.self) == [])
        #expect(problems(Mounted<At.A, Plain<Named.X>>.self, Mounted<At.B, Plain<Named.X>>.self) == [])
    }

    @Test("finds two commands at one path and names both plugins and the place")
    func samePath() {
        #expect(
            problems(Mounted<At.A, Plain<Named.X>>.self, Mounted<At.OtherA, Plain<Named.X>>.self)
                == ["a-plugin, other-a-plugin: 'a x': name: two commands have this path"])
    }

    @Test("skips the examples of commands whose path is claimed twice")
    func clashingExamples() {
        #expect(
            problems(Mounted<At.A, Plain<Named.Shown>>.self, Mounted<At.OtherA, Plain<Named.Shown>>.self)
                == ["a-plugin, other-a-plugin: 'a x': name: two commands have this path"])
    }

    @Test("finds an alias that shadows a name, whichever comes first")
    func aliasAndName() {
        let complaint = "a-plugin, other-a-plugin: 'a x': aliases: an alias shadows another name"
        #expect(
            problems(Mounted<At.A, Plain<Named.X>>.self, Mounted<At.OtherA, Plain<Named.YAliasX>>.self) == [complaint])
        #expect(
            problems(Mounted<At.A, Plain<Named.YAliasX>>.self, Mounted<At.OtherA, Plain<Named.X>>.self) == [complaint])
    }

    @Test("finds two commands with the same alias")
    func aliasAndAlias() {
        #expect(
            problems(Mounted<At.A, Plain<Named.YAliasX>>.self, Mounted<At.OtherA, Plain<Named.ZAliasX>>.self)
                == ["a-plugin, other-a-plugin: 'a x': aliases: an alias shadows another name"])
    }

    @Test("finds a group with the name of another group's alias")
    func groupAlias() {
        #expect(
            problems(Mounted<At.A, Plain<Named.X>>.self, Mounted<At.BAliasA, Plain<Named.X>>.self)
                == ["a-plugin, b-alias-a-plugin: 'a': aliases: an alias shadows another name"])
    }

    @Test("finds a mount under a command, whichever comes first")
    func mountUnderLeaf() {
        let below = Mounted<At.BelowX, Plain<Named.Y>>.self
        let leaf = Mounted<At.A, Plain<Named.X>>.self
        #expect(problems(leaf, below) == ["a-plugin, below-x-plugin: 'a x': mounts: a mount is below a command"])
        #expect(problems(below, leaf) == ["below-x-plugin, a-plugin: 'a x': mounts: a mount is below a command"])
    }

    @Test("finds two plugins with the same name")
    func pluginNames() {
        #expect(
            problems(Mounted<At.A, Plain<Named.X>>.self, Mounted<At.A, Plain<Named.Y>>.self)
                == ["a-plugin: 'a-plugin': manifest.name: two plugins have this name"])
    }

    @Test("names the file and line of each declaration involved")
    func places() {
        let clashing = RegistryCheck(
            Registry([Mounted<At.A, Plain<Named.X>>.self, Mounted<At.OtherA, Plain<Named.OtherX>>.self]))
        let x = Named.X.configuration.declaredAt
        let other = Named.OtherX.configuration.declaredAt
        #expect(other.file == "CatalogTests/RegistryCheckTests.swift" && other.line > x.line)
        #expect(
            clashing.problems().map(\.description)
                == ["a-plugin (\(x)), other-a-plugin (\(other)): 'a x': name: two commands have this path"])
        let leaf = RegistryCheck(
            Registry([Mounted<At.A, Plain<Named.X>>.self, Mounted<At.BelowX, Plain<Named.Y>>.self]))
        let mount = At.BelowX.manifest.declaredAt
        #expect(
            leaf.problems().map(\.description)
                == ["a-plugin (\(x)), below-x-plugin (\(mount)): 'a x': mounts: a mount is below a command"])
    }

    enum Nothing: Plugin {
        static let manifest = PluginManifest("nothing", summary: " ")
        static let mounts: [Mount] = []
    }

    @Test("finds a plugin without a summary and without commands")
    func emptyPlugin() {
        #expect(
            problems(Nothing.self) == [
                "nothing: 'nothing': manifest.summary: it is missing",
                "nothing: 'nothing': mounts: the plugin has neither a command nor a context",
            ])
    }

    enum Twice: Plugin {
        static let manifest = PluginManifest("twice", summary: "Twice")
        static let mounts = [
            Mount("a", summary: "A", commands: [Plain<Named.X>.self]),
            Mount("b", summary: "B", commands: [Plain<Named.X>.self, Plain<Named.Y>.self]),
            Mount("a", commands: [Plain<Named.YAliasX>.self]),
            Mount("b", "c", summary: "C", commands: []),
        ]
    }

    @Test("finds a clash and an empty mount within a plugin")
    func mountsOfOnePlugin() {
        #expect(
            problems(Twice.self) == [
                "twice: 'twice': mounts: 'b c' has no command",
                "twice: 'a x': aliases: an alias shadows another name",
            ])
    }

    @Test("finds a command without a summary")
    func commandSummary() {
        #expect(problems(Mounted<At.A, Plain<Named.Blank>>.self) == ["a-plugin: 'a blank': summary: it is missing"])
    }

    @Test("finds a group that no plugin describes")
    func groupSummary() {
        #expect(
            problems(Mounted<At.Undescribed, Plain<Named.X>>.self)
                == ["undescribed-plugin: 'nowhere': summary: no mount gives this group one"])
    }

    @Test("finds names that are not lower case with dashes, in plugins, groups, commands and aliases")
    func characters() {
        #expect(
            problems(Mounted<At.Loud, Plain<Named.Spaced>>.self) == [
                "Loud Plugin: 'Loud Plugin': manifest.name: it is not lower case with dashes",
                "Loud Plugin: 'Loud': name: 'Loud' is not lower case with dashes",
                "Loud Plugin: 'Loud two words': name: 'two words' is not lower case with dashes",
                "Loud Plugin: 'Loud two words': aliases: 'ä' is not lower case with dashes",
                "Loud Plugin: 'Loud two words': aliases: '' is not lower case with dashes",
                "Loud Plugin: 'Loud two words': aliases: '-x' is not lower case with dashes",
                "Loud Plugin: 'Loud two words': aliases: '1x' is not lower case with dashes",
            ])
    }
}

/// The complaints about plugins, in words.
func problems(_ plugins: any Plugin.Type...) -> [String] {
    RegistryCheck(Registry(plugins)).problems().map {
        "\($0.plugins.joined(separator: ", ")): '\($0.place)': \($0.complaint)"
    }
}

/// The name of a planted command.
protocol Naming: SendableMetatype {
    static var configuration: CommandConfiguration { get }
}

/// The place of a planted plugin.
protocol Standing: SendableMetatype {
    static var manifest: PluginManifest { get }
    static var path: [MountSegment] { get }
}

/// A command with only a name.
struct Plain<Name: Naming>: Command {
    static var configuration: CommandConfiguration { Name.configuration }
    func run(in context: Context) async throws {}
}

/// A plugin with one command.
enum Mounted<Place: Standing, Only: Command>: Plugin {
    static var manifest: PluginManifest { Place.manifest }
    static var mounts: [Mount] {
        [Mount(path: Place.path, commands: { [Only.self] }, line: Place.manifest.declaredAt.line)]
    }
}

enum Named {
    enum Shown: Naming {
        static let configuration = CommandConfiguration("x", summary: "X", examples: [Example("x", "X")])
    }
    enum X: Naming { static let configuration = CommandConfiguration("x", summary: "X", visibility: .hidden) }
    enum Y: Naming { static let configuration = CommandConfiguration("y", summary: "Y", visibility: .hidden) }
    enum OtherX: Naming {
        static let configuration = CommandConfiguration("x", summary: "X", visibility: .hidden)
    }
    enum YAliasX: Naming {
        static let configuration = CommandConfiguration(
            "y", aliases: ["x"], summary: "Y", visibility: .hidden)
    }
    enum ZAliasX: Naming {
        static let configuration = CommandConfiguration(
            "z", aliases: ["x"], summary: "Z", visibility: .hidden)
    }
    enum Blank: Naming {
        static let configuration = CommandConfiguration("blank", summary: " ", visibility: .hidden)
    }
    enum Spaced: Naming {
        static let configuration = CommandConfiguration(
            "two words", aliases: ["ä", "", "-x", "1x"], summary: "Bad", visibility: .hidden)
    }
}

enum At {
    enum A: Standing {
        static let manifest = PluginManifest("a-plugin", summary: "A")
        static let path: [MountSegment] = [MountSegment("a", summary: "A")]
    }
    enum OtherA: Standing {
        static let manifest = PluginManifest("other-a-plugin", summary: "A")
        static let path: [MountSegment] = ["a"]
    }
    enum B: Standing {
        static let manifest = PluginManifest("b-plugin", summary: "B")
        static let path: [MountSegment] = [MountSegment("b", summary: "B")]
    }
    enum BAliasA: Standing {
        static let manifest = PluginManifest("b-alias-a-plugin", summary: "B")
        static let path: [MountSegment] = [MountSegment("b", aliases: ["a"], summary: "B")]
    }
    enum BelowX: Standing {
        static let manifest = PluginManifest("below-x-plugin", summary: "Below")
        static let path: [MountSegment] = [MountSegment("a", summary: "A"), MountSegment("x", summary: "X")]
    }
    enum Undescribed: Standing {
        static let manifest = PluginManifest("undescribed-plugin", summary: "U")
        static let path: [MountSegment] = ["nowhere"]
    }
    enum Loud: Standing {
        static let manifest = PluginManifest("Loud Plugin", summary: "Loud")
        static let path: [MountSegment] = [MountSegment("Loud", summary: "Loud")]
    }
}
