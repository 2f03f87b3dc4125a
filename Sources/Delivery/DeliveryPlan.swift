import Base
import Kernel
import OperatingSystem

/// The destinations of a secret, with every command split into words.
///
/// One plan with placeholders describes the destinations of many secrets.
package struct DeliveryPlan: Sendable {
    package var files: [String] = []
    /// Dotenv files with the variable in each; nil for the usual one.
    package var envFiles: [(path: String, name: String?)] = []
    package var commands: [[String]] = []
    /// Files that no value may replace, such as the one that names the destinations.
    package var spared: [String] = []
    /// Whether the object that the secret belongs to isn't written; the caller reports it.
    package var isSilent = false
    /// The destinations without placeholders: the clipboard, a GitHub job, stdout.
    private(set) var others: DeliveryOptions
    /// The names of each kind of destination in messages.
    private let labels: (file: String, envFile: String, command: String)

    /// Creates an empty plan, to which the reader of a file adds destinations.
    package init() {
        others = DeliveryOptions()
        labels = ("file", "envFile", "command")
    }

    /// Creates a plan from the options of a command line.
    package init(_ options: DeliveryOptions) throws {
        files = options.toFile
        envFiles = options.toEnvFile.map(DeliveryOptions.parts)
        commands = try options.toCommand.map(CommandWords.of)
        others = options
        labels = ("--to-file", "--to-env-file", "--to-command")
    }

    /// Whether the secret is written to stdout.
    package var writesStdout: Bool {
        others.toStdout
            || files.isEmpty && envFiles.isEmpty && commands.isEmpty && others.toGitHubEnv == nil
                && !others.copy
    }

    /// Returns the plan for one secret, with its placeholders filled in.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/usage`` for a placeholder that can't be filled in.
    package func filled(_ placeholders: Placeholders) throws -> DeliveryPlan {
        var plan = self
        plan.files = try files.map { try placeholders.filled($0, of: labels.file) }
        plan.envFiles = try envFiles.map { (try placeholders.filled($0.path, of: labels.envFile), $0.name) }
        plan.commands = try commands.map { words in try words.map { try placeholders.filled($0, of: labels.command) } }
        return plan
    }

    /// Checks the placeholders themselves, before any values are known.
    ///
    /// - Parameter names: All known names.
    package func requireSound(names: [String]) throws {
        for path in files { _ = try PlaceholderText(path, of: labels.file, names: names) }
        for file in envFiles { _ = try PlaceholderText(file.path, of: labels.envFile, names: names) }
        for words in commands {
            try ProgramText.require(
                words,
                isFilled: { (word) throws(CommandError) in
                    try PlaceholderText(word, of: labels.command, names: names).hasPlaceholders
                }, of: labels.command)
        }
    }

    /// Checks the names of variables in dotenv files.
    package func requireVariables() throws {
        for name in envFiles.compactMap(\.name) { try VariableName.check(name, of: labels.envFile) }
    }

    /// Checks that each destination has a placeholder that distinguishes several secrets.
    ///
    /// - Parameter isStreamed: Whether stdout can take several secrets, one per line; nil if it never takes any.
    /// - Throws: ``CommandError`` with ``ExitCode/usage`` that names the first one without it.
    package func requireApart(by name: String, isStreamed: Bool?) throws {
        for path in files { try requireHolds(name, [path], "\(labels.file) \(path)") }
        for file in envFiles { try requireHolds(name, [file.path], "\(labels.envFile) \(file.path)") }
        for words in commands { try requireHolds(name, words, "\(labels.command) '\(words.joined(separator: " "))'") }
        if others.copy { throw CommandError.usage("--copy takes one value; the clipboard holds only one") }
        if others.toGitHubEnv != nil { throw CommandError.usage("--to-github-env takes one value") }
        guard writesStdout, isStreamed != true else { return }
        if isStreamed == nil, others.toStdout {
            throw CommandError.usage("--to-stdout is for one value; nothing was changed")
        }
        throw CommandError.usage(
            "several values need a destination with {\(name)}\(isStreamed == nil ? "" : ", or -o jsonl"); nothing was changed",
            hint: "pass --to-file 'tokens/{\(name)}'")
    }

    private func requireHolds(_ name: String, _ texts: [String], _ label: String) throws {
        guard !texts.contains(where: { $0.contains("{\(name)}") }) else { return }
        throw CommandError.usage(
            "\(label) would get several values in one place; put {\(name)} into it")
    }

    /// A place that a secret takes up.
    struct Claim {
        let keys: [String]
        /// The variable in a file that can hold several; nil for a place that holds one secret.
        let variable: String?
        let label: String
    }

    /// The places that its secret takes up.
    func claims(in context: Context) -> [Claim] {
        let variable = EnvFileDestination.standardName(context.environment)
        let places =
            files.map { (labels.file, $0, nil) } + envFiles.map { (labels.envFile, $0.path, $0.name ?? variable) }
        return places.compactMap { label, path, variable in
            let path = FilePaths.resolve(path, in: context.environment.workingDirectory)
            let target = context.files.target(of: path)
            return target.kind == .nullDevice
                ? nil : Claim(keys: target.keys, variable: variable, label: "\(label) \(path)")
        }
            + commands.map { words in
                let label = "\(labels.command) \(words.map(ShellWords.argument).joined(separator: " "))"
                return Claim(keys: [label], variable: nil, label: label)
            }
    }

    /// Returns the folders and programs that it needs; one check of each is enough for many secrets.
    package func surroundings(in folder: String) -> Set<String> {
        let paths = (files + envFiles.map(\.path)).map { FilePaths.parent(of: FilePaths.resolve($0, in: folder)) }
        return Set(paths.map { "\(labels.file) \($0)" } + commands.map { "\(labels.command) \($0.first ?? "")" })
    }

    func destinations(in context: Context) throws -> [any Destination] {
        let check = DestinationCheck(context, sparing: spared)
        let candidates =
            files.map { check.candidate("--to-file", $0) }
            + envFiles.map {
                check.candidate(
                    "--to-env-file", $0.path,
                    name: $0.name ?? EnvFileDestination.standardName(context.environment))
            }
        try check.check(candidates)
        let output = context.output
        var destinations: [any Destination] = candidates.map(\.destination)
        destinations += commands.map { CommandDestination(words: $0, keepsCredentials: others.withCredential) }
        destinations += [others.toGitHubEnv].compactMap(\.self).map { name in
            GitHubEnvDestination(name: name) { line in try output.line(line) }
        }
        if others.copy { destinations.append(try ClipboardDestination(clearAfter: others.clear, in: context)) }
        return destinations
    }
}
