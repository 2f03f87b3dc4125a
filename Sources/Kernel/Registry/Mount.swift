/// A place in the command tree, and the commands that a plugin adds there.
///
/// ```swift
/// Mount("garden", "plant", summary: "Work with plants", commands: [Grow.self, Water.self])
/// ```
public struct Mount: Sendable {
    /// The words before the commands' own, outermost first; empty for commands at the top level.
    public let path: [MountSegment]
    /// The source location of the declaration.
    public let declaredAt: DeclarationPlace
    private let list: @Sendable () -> [any Command.Type]

    /// The commands, in the order that help lists them.
    public var commands: [any Command.Type] { list() }
    /// The command that runs if the innermost group is named without one; nil to show help instead.
    public let defaultCommand: String?
    /// The options of every command below the innermost group; commands read them with ``Inherited``.
    public let options: (any ArgumentGroup.Type)?

    /// Declares a mount.
    ///
    /// - Parameters:
    ///   - path: The words before the commands' own; none for commands at the top level.
    ///   - summary: One line about the innermost group, without a period; optional if another mount has one.
    ///   - discussion: More text about the innermost group, for its own help.
    ///   - visibility: Whether help and documentation show the innermost group.
    ///   - defaultCommand: The name of the command that runs if the group is named without one. It gets the flags and,
    ///     if it has arguments, the words that name no command.
    ///   - options: Options of every command below the innermost group, whichever plugin the command belongs to.
    ///   - commands: The commands; evaluated each time they are needed, so that start-up doesn't pay
    ///     for other mounts.
    public init(
        _ path: MountSegment..., summary: String = "", discussion: String = "", visibility: Visibility = .shown,
        defaultCommand: String? = nil, options: (any ArgumentGroup.Type)? = nil,
        commands: @autoclosure @escaping @Sendable () -> [any Command.Type], file: String = #fileID, line: Int = #line
    ) {
        self.init(
            path: path, summary: summary, discussion: discussion, visibility: visibility,
            defaultCommand: defaultCommand, options: options, commands: commands, file: file, line: line)
    }

    /// Declares a mount whose path is computed.
    package init(
        path: [MountSegment], summary: String = "", discussion: String = "", visibility: Visibility = .shown,
        defaultCommand: String? = nil, options: (any ArgumentGroup.Type)? = nil,
        commands: @escaping @Sendable () -> [any Command.Type], file: String = #fileID, line: Int = #line
    ) {
        var path = path
        if let last = path.popLast() {
            path.append(last.completed(by: MountSegment("", summary: summary, discussion: discussion, visibility)))
        }
        self.path = path
        self.defaultCommand = defaultCommand
        self.options = options
        list = commands
        declaredAt = DeclarationPlace(file: file, line: line)
    }

    /// The words of the path.
    package var words: [String] { path.map(\.name) }

    /// Returns whether the mount is at a path or deeper.
    func isBelow(_ other: [String]) -> Bool {
        path.count >= other.count && zip(path, other).allSatisfy { $0.name == $1 }
    }
}

/// One word of a mount's path: a group of commands.
///
/// Not every mount below a group has to repeat its details: aliases add up, the first summary and discussion count, and
/// the group is hidden if any mount hides it.
public struct MountSegment: Sendable, Equatable, ExpressibleByStringLiteral {
    /// The word that people type.
    public let name: String
    /// Alternative words for the group.
    public let aliases: [String]
    /// One line for lists of groups, without a period.
    public let summary: String
    /// More text, for the group's own help.
    public let discussion: String
    /// Whether help and documentation show the group and everything below it.
    public let visibility: Visibility

    /// Creates a group.
    public init(
        _ name: String, aliases: [String] = [], summary: String = "", discussion: String = "",
        _ visibility: Visibility = .shown
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.discussion = discussion
        self.visibility = visibility
    }

    /// Returns the group with what another declaration of it adds.
    func completed(by other: MountSegment) -> MountSegment {
        MountSegment(
            name, aliases: aliases + other.aliases.filter { !aliases.contains($0) },
            summary: summary.isEmpty ? other.summary : summary,
            discussion: discussion.isEmpty ? other.discussion : discussion,
            visibility == .shown ? other.visibility : visibility)
    }

    /// Creates a group that is described by another mount.
    public init(stringLiteral name: String) { self.init(name) }
}
