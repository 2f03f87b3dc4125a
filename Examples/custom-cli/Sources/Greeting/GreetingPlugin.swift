public import Kernel

/// Hello: `custom greet`.
public enum GreetingPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("greeting", summary: "Say hello")

    /// One command.
    public static let mounts = [
        Mount(commands: [Greet.self])
    ]
}

/// Says hello.
struct Greet: Command, Equatable {
    static let configuration = CommandConfiguration(
        "greet", summary: "Say hello", effect: .local, examples: [Example("greet Ada", "Say hello to Ada")])

    @Argument("NAME", help: "Whom to greet", validate: .notEmpty)
    var name: String

    func run(in context: Context) async throws {
        try context.output.text("Hello, \(name)!")
    }
}
