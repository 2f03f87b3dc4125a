import Kernel

/// The completion script of a shell.
protocol CompletionScript {
    /// The shell's name; in lower case, it names the command.
    static var shell: String { get }
    /// How to use the script, for the command's help.
    static var setup: String { get }
    /// Returns the script for a program.
    static func script(_ program: String, _ options: ScriptOptions) -> String
}

/// Writes the completion script for a shell.
struct WriteScript<Script: CompletionScript>: Command, Equatable {
    static var configuration: CommandConfiguration {
        let name = Script.shell.lowercased()
        return CommandConfiguration(
            name, summary: "Write the completion script for \(Script.shell)", discussion: Script.setup, effect: .local,
            related: ["bash", "zsh", "fish", "powershell"].filter { $0 != name }.map { "completion \($0)" },
            examples: [Example(name, "Write it to stdout")])
    }

    @OptionGroup var options: ScriptOptions

    func run(in context: Context) async throws {
        try context.output.text(Script.script(context.program.name, options))
    }
}
