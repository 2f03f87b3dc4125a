/// What a command is called and what people read about it.
public struct CommandConfiguration: Sendable {
    /// What running a command does to the world.
    public enum Effect: Sendable {
        /// It stays on this machine, and needs no login.
        case local
        /// It reads from the server.
        case reads
        /// It changes something on the server.
        case changes
    }

    /// The word that people type.
    public let name: String
    /// Other words for the same.
    public let aliases: [String]
    /// One line for lists of commands, without a full stop.
    public let summary: String
    /// More, for the command's own help.
    public let discussion: String
    /// What it does to the world.
    public let effect: Effect
    /// Whether people are told of it.
    public let visibility: Visibility
    /// The ways to end that its effect does not tell of.
    public let furtherExitCodes: [ExitCode]
    /// Other commands that a reader may look for here, as full paths such as `garden plant list`.
    public let related: [String]
    /// Command lines that people can copy.
    public let examples: [Example]
    /// Where in the source it is named.
    public let declaredAt: DeclarationPlace

    /// Names a command.
    public init(
        _ name: String, aliases: [String] = [], summary: String, discussion: String = "", effect: Effect = .reads,
        visibility: Visibility = .shown, furtherExitCodes: [ExitCode] = [], related: [String] = [],
        examples: [Example] = [], file: String = #fileID, line: Int = #line
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.discussion = discussion
        self.effect = effect
        self.visibility = visibility
        self.furtherExitCodes = furtherExitCodes
        self.related = related
        self.examples = examples
        declaredAt = DeclarationPlace(file: file, line: line)
    }
}

extension CommandConfiguration {
    /// Every way that it can end, in order: what all commands share, what its effect brings, and its own.
    package var exitCodes: [ExitCode] {
        var codes: [ExitCode] = [.success, .failure, .usage, .interrupted, .terminated]
        if effect != .local { codes += [.unauthorized, .notFound, .cancelled, .network] }
        if effect == .changes { codes.append(.undelivered) }
        return Set(codes + furtherExitCodes).sorted { $0.rawValue < $1.rawValue }
    }
}

/// A command line that people can copy, and what it is for.
public struct Example: Sendable {
    /// The words after the mount path, such as `rotate --name 'CI deploy'`.
    public let commandLine: String
    /// What it does, in one line.
    public let purpose: String

    /// Shows a use of a command.
    public init(_ commandLine: String, _ purpose: String) {
        self.commandLine = commandLine
        self.purpose = purpose
    }
}
