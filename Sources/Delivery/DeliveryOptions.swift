import Base
public import Kernel

/// The options that say where to deliver a secret that the server shows only once.
///
/// Without any of them, the secret goes to stdout. Otherwise it goes only to the given destinations, and to stdout
/// with `--to-stdout`.
public struct DeliveryOptions: ArgumentGroup, Equatable {
    /// The heading in help.
    public static let title: String? = "Where the value goes instead of stdout"
    /// The purpose of these options: delivering a secret.
    public static let purpose = ArgumentPurpose.delivery

    /// The files to write, which then hold nothing but the value.
    @Option(
        valueName: "PATH", help: "Write it to a file that only you can read", validate: .notEmpty, completion: .files)
    public var toFile: [String] = []

    /// The dotenv files in which to set a variable, as `PATH` or `PATH:NAME`.
    @Option(
        valueName: "PATH[:NAME]", help: "Set a variable in a dotenv file; NAME defaults to the API token's variable",
        validate: .notEmpty,
        completion: .files)
    public var toEnvFile: [String] = []

    /// The commands to run, which get the value on standard input.
    @Option(
        valueName: "COMMAND", help: "Pipe the value to COMMAND's standard input; no shell is run", validate: .notEmpty)
    public var toCommand: [String] = []

    /// The variable to set for the later steps of a GitHub Actions job.
    @Option(
        name: "to-github-env", valueName: "NAME", help: "Set a variable for the GitHub job's later steps; logs mask it")
    public var toGitHubEnv: String?

    /// Whether to copy the value to the clipboard.
    @Flag(help: "Copy it to the clipboard")
    public var copy = false

    /// The time after which the clipboard is cleared; nil leaves the value there.
    @Option(help: "Clear the clipboard after DURATION, such as 45s")
    public var clear: Duration?

    /// Whether to write the value to stdout as well.
    @Flag(help: "Write it to stdout as well")
    public var toStdout = false

    /// Whether the commands of `--to-command` also get the credential in use.
    @Flag(help: "Pass the credential in use to --to-command")
    public var withCredential = false

    /// Creates options that deliver only to stdout.
    public init() {}

    /// Checks the options, and that they don't contradict each other.
    ///
    /// - Throws: `CommandError` with exit code `ExitCode.usage`.
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
