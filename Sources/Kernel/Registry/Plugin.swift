/// A family of commands, registered by one line in the program's list of plugins.
///
/// ```swift
/// public enum GreetingPlugin: Plugin {
///     public static let manifest = PluginManifest("greeting", summary: "Say hello", mount: ["greeting"])
///     public static let commands: [any Command.Type] = [Greet.self]
/// }
/// ```
public protocol Plugin: SendableMetatype {
    /// The plugin's name and where its commands hang.
    static var manifest: PluginManifest { get }
    /// The commands, in the order that help lists them.
    static var commands: [any Command.Type] { get }
    /// Contexts (`--context NAME`) that the plugin serves itself.
    static var contexts: [EmbeddedContext] { get }
    /// What TAB offers for common options whose values only a plugin knows, by their long names.
    static var completions: [String: Completion] { get }
}

extension Plugin {
    /// None.
    public static var contexts: [EmbeddedContext] { [] }
    /// None.
    public static var completions: [String: Completion] { [:] }
}

/// What a plugin is and where its commands hang.
public struct PluginManifest: Sendable {
    /// A unique name in lower case with dashes.
    public let name: String
    /// One line, without a full stop.
    public let summary: String
    /// The words before the commands' own, from the outermost inwards; none for commands at the top.
    public let mount: [MountSegment]
    /// The plugin's own version, as in `1.2.3`; nil where it is the program's.
    public let version: String?
    /// Where in the source it is described.
    public let declaredAt: DeclarationPlace

    /// Describes a plugin.
    public init(
        _ name: String, summary: String, mount: [MountSegment] = [], version: String? = nil, file: String = #fileID,
        line: Int = #line
    ) {
        self.name = name
        self.summary = summary
        self.mount = mount
        self.version = version
        declaredAt = DeclarationPlace(file: file, line: line)
    }
}

/// One word of a mount path: a group of commands.
///
/// Plugins that mount below the same group need not all repeat its aliases and summary: the first that gives them does.
public struct MountSegment: Sendable, Equatable, ExpressibleByStringLiteral {
    /// The word that people type.
    public let name: String
    /// Other words for the same.
    public let aliases: [String]
    /// One line for lists of groups, without a full stop.
    public let summary: String

    /// Names a group.
    public init(_ name: String, aliases: [String] = [], summary: String = "") {
        self.name = name
        self.aliases = aliases
        self.summary = summary
    }

    /// Names a group that another plugin describes.
    public init(stringLiteral name: String) { self.init(name) }
}
