import Authentication
import Base
import HTTPClient

/// An area of the command line, registered by one line in the program's list of plugins.
///
/// ```swift
/// public enum GreetingPlugin: Plugin {
///     public static let manifest = PluginManifest("greeting", summary: "Say hello")
///     public static let mounts = [Mount("greeting", summary: "Say hello", commands: [Greet.self])]
/// }
/// ```
public protocol Plugin: SendableMetatype {
    /// The plugin's name, version and summary.
    static var manifest: PluginManifest { get }
    /// The places in the command tree where the plugin has commands, in the order that help lists them.
    static var mounts: [Mount] { get }
    /// Contexts (`--context NAME`) that the plugin serves itself.
    static var contexts: [EmbeddedContext] { get }
    /// Returns the contexts that the plugin serves in a program with these plugins, which may extend them.
    static func contexts(beside plugins: [any Plugin.Type]) -> [EmbeddedContext]
    /// The tab completions of common options whose values only a plugin knows, by their long names.
    static var completions: [String: Completion] { get }
    /// The settings that the plugin reads from the config files.
    static var configKeys: [ConfigKey] { get }
    /// Returns the layers around the requests of the plugin's own commands, outermost first.
    ///
    /// A layer never sees the credential and can't send it anywhere.
    static func layers(in context: Context) -> [any HTTPLayer]
}

extension Plugin {
    /// No contexts.
    public static var contexts: [EmbeddedContext] { [] }
    /// The same contexts in every program.
    public static func contexts(beside plugins: [any Plugin.Type]) -> [EmbeddedContext] { contexts }
    /// No completions.
    public static var completions: [String: Completion] { [:] }
    /// No settings.
    public static var configKeys: [ConfigKey] { [] }

    /// No layers.
    public static func layers(in context: Context) -> [any HTTPLayer] { [] }

    /// The commands of all mounts.
    package static var commands: [any Command.Type] { mounts.flatMap(\.commands) }
}

/// A plugin's name, version and summary.
public struct PluginManifest: Sendable {
    /// A unique name: lower case, with dashes.
    public let name: String
    /// One line, without a period.
    public let summary: String
    /// The plugin's own version, as in `1.2.3`; nil if it has the program's.
    public let version: String?
    /// The source location of the declaration.
    public let declaredAt: DeclarationPlace

    /// Creates a manifest.
    public init(
        _ name: String, summary: String, version: String? = nil, file: String = #fileID, line: Int = #line
    ) {
        self.name = name
        self.summary = summary
        self.version = version
        declaredAt = DeclarationPlace(file: file, line: line)
    }
}

extension Registry {
    /// Returns the layers of the plugin whose command is at a path.
    func layers(at path: [String], in context: Context) -> [any HTTPLayer] {
        guard let name = path.last else { return [] }
        return entry(answeringTo: name, below: Array(path.dropLast()))?.plugin.layers(in: context) ?? []
    }
}
