/// A place in the command tree, and the commands that a plugin adds there.
///
/// ```swift
/// Mount("garden", "plant", summary: "Work with plants", commands: [Grow.self, Water.self])
/// ```
public struct Mount: Sendable {
    /// The words before the commands' own, from the outermost inwards; empty for commands at the top.
    public let path: [MountSegment]
    /// The source location of the declaration.
    public let declaredAt: DeclarationPlace
    private let list: @Sendable () -> [any Command.Type]

    /// The commands, in the order that help lists them.
    public var commands: [any Command.Type] { list() }

    /// Declares a mount.
    ///
    /// - Parameters:
    ///   - path: The words before the commands' own; none for commands at the top.
    ///   - summary: One line about the innermost group, without a period; optional if another mount has it.
    ///   - commands: The commands. Evaluated each time they are needed, so that start-up doesn't pay
    ///     for other mounts.
    public init(
        _ path: MountSegment..., summary: String = "",
        commands: @autoclosure @escaping @Sendable () -> [any Command.Type], file: String = #fileID, line: Int = #line
    ) {
        self.init(path: path, summary: summary, commands: commands, file: file, line: line)
    }

    /// Declares a mount whose path is computed.
    package init(
        path: [MountSegment], summary: String = "", commands: @escaping @Sendable () -> [any Command.Type],
        file: String = #fileID, line: Int = #line
    ) {
        var path = path
        if let last = path.popLast() {
            path.append(
                MountSegment(last.name, aliases: last.aliases, summary: last.summary.isEmpty ? summary : last.summary))
        }
        self.path = path
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
/// Mounts below the same group don't all need its aliases and summary: the first that has them counts.
public struct MountSegment: Sendable, Equatable, ExpressibleByStringLiteral {
    /// The word that people type.
    public let name: String
    /// Other words for the same group.
    public let aliases: [String]
    /// One line for lists of groups, without a period.
    public let summary: String

    /// Creates a group.
    public init(_ name: String, aliases: [String] = [], summary: String = "") {
        self.name = name
        self.aliases = aliases
        self.summary = summary
    }

    /// Creates a group that another mount describes.
    public init(stringLiteral name: String) { self.init(name) }
}
