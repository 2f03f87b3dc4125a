/// Where a secret goes that the server shows only once.
///
/// Without any of these it goes to stdout, and with them only there, unless stdout is asked for as well.
public struct DeliveryOptions: ArgumentGroup, Equatable {
    /// The heading in help.
    public static let title: String? = "Where the value goes instead of stdout"

    /// Files that hold the value and nothing else.
    @Option(
        valueName: "PATH", help: "Write it to a file that only you can read", validate: .notEmpty, completion: .files)
    public var toFile: [String] = []

    /// Variables in dotenv files.
    @Option(
        valueName: "PATH[:NAME]", help: "Set a variable (ASTRO_API_TOKEN) in a dotenv file", validate: .notEmpty,
        completion: .files)
    public var toEnvFile: [String] = []

    /// Commands that read the value from stdin.
    @Option(valueName: "COMMAND", help: "Hand it to a command's stdin", validate: .notEmpty)
    public var toCommand: [String] = []

    /// A variable for the later steps of a GitHub job.
    @Option(name: "to-github-env", valueName: "NAME", help: "Set a variable for the GitHub job's later steps, masked")
    public var toGitHubEnv: String?

    /// Whether it goes to stdout, too.
    @Flag(help: "Write it to stdout as well")
    public var toStdout = false

    /// Nothing but stdout.
    public init() {}

    /// Refuses names that are none, and stdout where the GitHub runner listens.
    public func validate() throws {
        for name in toEnvFile.map({ Self.parts($0).name }) + [toGitHubEnv].compactMap(\.self)
        where !DotenvFile.isName(name) {
            throw CommandError.usage("'\(name)' is no name of a variable: only letters, digits and _ are")
        }
        if toGitHubEnv != nil, toStdout {
            throw CommandError.usage(
                "--to-github-env hides the value in the log, --to-stdout shows it; give one of them")
        }
        if let command = toCommand.first(where: { ShellWords.split($0).isEmpty }) {
            throw CommandError.usage("--to-command '\(command)' names no command")
        }
    }

    /// Whether stdout gets the value.
    package var writesStdout: Bool {
        toStdout || toFile.isEmpty && toEnvFile.isEmpty && toCommand.isEmpty && toGitHubEnv == nil
    }

    /// Splits `PATH:NAME`; a name that is left out is the usual one.
    static func parts(_ text: String) -> (path: String, name: String) {
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("/") else {
            return (text, EnvFileDestination.standardName)
        }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    func destinations(in context: Context) -> [any Destination] {
        let resolve = { (path: String) in FilePaths.resolve(path, in: context.environment.workingDirectory) }
        let output = context.output
        var destinations: [any Destination] = toFile.map { FileDestination(path: resolve($0)) }
        destinations += toEnvFile.map { text in
            let (path, name) = Self.parts(text)
            return EnvFileDestination(path: resolve(path), name: name)
        }
        destinations += toCommand.map { CommandDestination(words: ShellWords.split($0)) }
        destinations += [toGitHubEnv].compactMap(\.self).map { name in
            GitHubEnvDestination(name: name) { line in try output.text(line) }
        }
        return destinations
    }
}
