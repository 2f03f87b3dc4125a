import Base
public import Kernel

/// The destinations of a secret that the server shows only once.
///
/// Without any of these, the secret goes to stdout; with them, only there, unless stdout is requested as well.
public struct DeliveryOptions: ArgumentGroup, Equatable {
    /// The heading in help.
    public static let title: String? = "Where the value goes instead of stdout"
    /// Says where to deliver a secret.
    public static let purpose = ArgumentPurpose.delivery

    /// Files that hold the value and nothing else.
    @Option(
        valueName: "PATH", help: "Write it to a file that only you can read", validate: .notEmpty, completion: .files)
    public var toFile: [String] = []

    /// Variables in dotenv files.
    @Option(
        valueName: "PATH[:NAME]", help: "Set a variable in a dotenv file; by default the program's own for a token",
        validate: .notEmpty,
        completion: .files)
    public var toEnvFile: [String] = []

    /// Commands that read the value from standard input.
    @Option(
        valueName: "COMMAND", help: "Pipe the value to COMMAND's standard input; no shell is run", validate: .notEmpty)
    public var toCommand: [String] = []

    /// A variable for the later steps of a GitHub job.
    @Option(
        name: "to-github-env", valueName: "NAME", help: "Set a variable for the GitHub job's later steps; logs mask it")
    public var toGitHubEnv: String?

    /// Whether it goes to the clipboard.
    @Flag(help: "Copy it to the clipboard")
    public var copy = false

    /// How long it stays on the clipboard.
    @Option(help: "Clear the clipboard after DURATION, such as 45s")
    public var clear: Duration?

    /// Whether it goes to stdout, too.
    @Flag(help: "Write it to stdout as well")
    public var toStdout = false

    /// Whether commands also get the credential of this run.
    @Flag(help: "Pass the credential in use to --to-command")
    public var withCredential = false

    /// Creates options that only deliver to stdout.
    public init() {}

    /// Refuses contradictory options, and stdout if the GitHub runner logs it.
    public func validate() throws {
        for (flag, path) in toFile.map({ ("--to-file", $0) })
            + toEnvFile.map({ ("--to-env-file", Self.parts($0).path) })
        where path == "-" {
            throw CommandError.usage("\(flag) takes the path of a file; for standard output, use --to-stdout")
        }
        for name in toEnvFile.compactMap({ Self.parts($0).name }) {
            try VariableName.check(name, of: "--to-env-file")
        }
        if let toGitHubEnv { try VariableName.checkForGitHub(toGitHubEnv, of: "--to-github-env") }
        if toGitHubEnv != nil, toStdout {
            throw CommandError.usage(
                "--to-github-env hides the value in the log, --to-stdout shows it; give one of them")
        }
        for command in toCommand { _ = try CommandWords.of(command) }
        if let clear {
            guard copy else { throw CommandError.usage("--clear is for the clipboard of --copy, which is not given") }
            guard clear > .zero else { throw CommandError.usage("--clear takes a time after now, such as 45s") }
        }
        if withCredential, toCommand.isEmpty {
            throw CommandError.usage("--with-credential is for the commands of --to-command, and there is none")
        }
    }

    /// Splits `PATH:NAME`; without a name, the usual one is used.
    package static func parts(_ text: String) -> (path: String, name: String?) {
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("/") else {
            return (text, nil)
        }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }
}
