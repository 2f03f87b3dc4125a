@testable import Kernel
/// Two plugins that share a group, with commands whose flags differ.
enum Family {
    struct Grow: Command, Equatable {
        static let configuration = CommandConfiguration(
            "grow", aliases: ["gr"], summary: "Let it grow", effect: .changes, examples: [Example("grow", "Grow")])
        @Option("d", help: "Which garden") var gardenID: String?
        @Option("w", help: "How much water") var water: String?
        @Flag("f", help: "Do not ask") var force = false
        func run(in context: Context) async throws {
            let words = [gardenID ?? "-", water ?? "-", "\(force)", "\(context.options.format)"]
            try context.output.text(words.joined(separator: " "))
        }
    }

    struct Water: Command, Equatable {
        static let configuration = CommandConfiguration(
            "water", aliases: ["wa"], summary: "Give it water", examples: [Example("water", "Water")])
        @Argument("PLANT", help: "Which plant") var plant: String?
        @Option("d", help: "Which garden") var gardenID: String?
        @Flag("w", help: "With warm water") var warm = false
        func run(in context: Context) async throws {
            try context.output.text([plant ?? "-", gardenID ?? "-", "\(warm)"].joined(separator: " "))
        }
    }

    struct Fence: Command {
        static let configuration = CommandConfiguration(
            "fence", summary: "Fence it in", examples: [Example("fence", "Fence")])
        func run(in context: Context) async throws { try context.output.text("fenced") }
    }

    enum Plants: Plugin {
        static let manifest = PluginManifest("plants", summary: "Plants")
        static let mounts = [
            Mount(
                "garden", MountSegment("plant", aliases: ["pl", "plants"], summary: "What grows"),
                commands: [Grow.self, Water.self])
        ]
    }

    enum Garden: Plugin {
        static let manifest = PluginManifest("garden", summary: "Gardens")
        static let mounts = [
            Mount(MountSegment("garden", aliases: ["ga"], summary: "What is fenced"), commands: [Fence.self])
        ]
    }
}
