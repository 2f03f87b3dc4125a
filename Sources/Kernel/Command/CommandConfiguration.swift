public import Base

/// A command's name and documentation.
public struct CommandConfiguration: Sendable {
    /// The effect of running a command.
    public enum Effect: Sendable {
        /// It works on this machine only, and needs no login.
        case local
        /// It reads from the server.
        case reads
        /// It changes something on the server.
        case changes
    }

    /// The audience of a command.
    public enum Audience: Sendable {
        /// People, scripts and agents.
        case everyone
        /// People and scripts, but not agents, which have no use for it.
        case people
    }

    /// The word that people type.
    public let name: String
    /// Other words for the command.
    public let aliases: [String]
    /// One line for lists of commands, without a period.
    public let summary: String
    /// More text, for the command's own help.
    public let discussion: String
    /// The effect of running it.
    public let effect: Effect
    /// Whether it can remove something; only a change can.
    public let isDestructive: Bool
    /// Whether a repeat with the same arguments has no further effect.
    public let isRepeatable: Bool
    /// Whether its result is a list, whose rows can be selected and sorted.
    public let isList: Bool
    /// The audience of the command.
    public let audience: Audience
    /// Whether help and documentation show it.
    public let visibility: Visibility
    /// Its exit codes other than those that its effect implies.
    public let furtherExitCodes: [ExitCode]
    /// What exit codes mean for this command, where that is more specific than usual: "a token needs attention".
    public let exitMeanings: [ExitCode: String]
    /// Related commands, as full paths such as `garden plant list`.
    public let related: [String]
    /// Command lines to copy and run.
    public let examples: [Example]
    /// Whether every word after its name is an argument, even one that looks like a flag.
    package let takesWordsVerbatim: Bool
    /// The source location of the declaration.
    public let declaredAt: DeclarationPlace

    /// Creates a configuration.
    ///
    /// - Parameters:
    ///   - isDestructive: Whether it can remove something; by default, a command that changes something can.
    ///   - isRepeatable: Whether a repeat has no further effect; by default, only a command that reads is repeatable.
    ///   - isList: Whether its result is a list, which adds `--sort`, `--limit` and `--match`.
    ///   - exitMeanings: What exit codes mean for this command, where that is more specific than usual.
    public init(
        _ name: String, aliases: [String] = [], summary: String, discussion: String = "", effect: Effect = .reads,
        isDestructive: Bool? = nil, isRepeatable: Bool? = nil, isList: Bool = false,
        audience: Audience = .everyone, visibility: Visibility = .shown, furtherExitCodes: [ExitCode] = [],
        exitMeanings: [ExitCode: String] = [:], related: [String] = [],
        examples: [Example] = [], file: String = #fileID, line: Int = #line
    ) {
        self.init(
            name, aliases: aliases, summary: summary, discussion: discussion, effect: effect,
            isDestructive: isDestructive, isRepeatable: isRepeatable, isList: isList, audience: audience,
            visibility: visibility, furtherExitCodes: furtherExitCodes, exitMeanings: exitMeanings, related: related,
            examples: examples, takesWordsVerbatim: false, file: file, line: line)
    }

    /// - Parameter takesWordsVerbatim: Whether every word after its name is an argument, even one that looks like a
    ///   flag.
    package init(
        _ name: String, aliases: [String] = [], summary: String, discussion: String = "", effect: Effect = .reads,
        isDestructive: Bool? = nil, isRepeatable: Bool? = nil, isList: Bool = false, audience: Audience = .everyone,
        visibility: Visibility = .shown, furtherExitCodes: [ExitCode] = [], exitMeanings: [ExitCode: String] = [:],
        related: [String] = [], examples: [Example] = [], takesWordsVerbatim: Bool, file: String = #fileID,
        line: Int = #line
    ) {
        self.takesWordsVerbatim = takesWordsVerbatim
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.discussion = discussion
        self.effect = effect
        self.isDestructive = effect == .changes && isDestructive ?? true
        self.isRepeatable = isRepeatable ?? (effect == .reads)
        self.isList = isList
        self.audience = audience
        self.visibility = visibility
        self.furtherExitCodes = furtherExitCodes
        self.exitMeanings = exitMeanings
        self.related = related
        self.examples = examples
        declaredAt = DeclarationPlace(file: file, line: line)
    }
}

extension CommandConfiguration {
    /// All exit codes in order: the common ones, those of its effect, and its own.
    package var exitCodes: [ExitCode] {
        Set(impliedExitCodes + furtherExitCodes + exitMeanings.keys).sorted { $0.rawValue < $1.rawValue }
    }

    /// The common exit codes, and those of its effect.
    package var impliedExitCodes: [ExitCode] {
        var codes: [ExitCode] = [.success, .failure, .usage, .hungUp, .interrupted, .quit, .terminated]
        if effect != .local { codes += [.unauthorized, .notFound, .cancelled, .network] }
        if effect == .changes { codes.append(.undelivered) }
        return codes
    }

    /// Returns what an exit code means here.
    package func meaning(of code: ExitCode) -> String { exitMeanings[code] ?? code.meaning }

    /// The exit codes that mean more here than everywhere, in order.
    package var ownExitCodes: [(code: ExitCode, meaning: String)] {
        exitMeanings.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    }
}

/// A command line to copy and run, and its purpose.
public struct Example: Sendable {
    /// The words after the mount path, such as `rotate --name 'CI deploy'`.
    public let commandLine: String
    /// The purpose, in one line.
    public let purpose: String

    /// Creates an example.
    public init(_ commandLine: String, _ purpose: String) {
        self.commandLine = commandLine
        self.purpose = purpose
    }
}
