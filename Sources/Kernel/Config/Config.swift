#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The settings of this run: environment variables over the project's file over the home file.
///
/// The files are read when a setting is first asked for, so that commands which need none read none.
public struct Config: Sendable {
    private let environment: Environment
    private let layers: Lazy<[Layer]>

    private struct Layer: Sendable {
        let path: String
        let root: ConfigNode
    }

    /// Prepares to read the config files of an environment.
    public init(environment: Environment, files: any FileSystem) {
        self.environment = environment
        layers = Lazy { try Self.paths(environment).compactMap { try Self.layer($0, files) } }
    }

    /// The value of a key such as `local.core`, or nil where nothing sets it.
    ///
    /// - Throws: ``CommandError`` when a file cannot be read or understood; it names the file and the line.
    public func value(_ key: String) throws -> String? {
        try value(at: key.split(separator: ".").map(String.init))
    }

    /// The value of a key given as its parts, which may themselves hold dots.
    package func value(at path: [String]) throws -> String? {
        if let override = environment[Self.variable(path)] { return override }
        return try layers.value().lazy.compactMap { $0.root.scalar(at: path) }.first { !$0.isEmpty }
    }

    /// The environment variable that overrides a key: `ASTRO_LOCAL_CORE` for `local.core`.
    static func variable(_ path: [String]) -> String {
        let joined = path.joined(separator: "_").uppercased()
        return "ASTRO_" + String(joined.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    /// The project's file first: it wins.
    private static func paths(_ environment: Environment) throws -> [String] {
        let home = FilePaths.join(try environment.stateDirectory(), "config.yaml")
        let project = FilePaths.join(environment.workingDirectory, ".astro/config.yaml")
        return project == home ? [home] : [project, home]
    }

    private static func layer(_ path: String, _ files: any FileSystem) throws -> Layer? {
        guard let content = try files.read(path) else { return nil }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw CommandError(.failure, "\(path) is not UTF-8 text")
        }
        do {
            return Layer(path: path, root: try ConfigParser.parse(text))
        } catch {
            throw CommandError(
                .failure, "\(path): line \(error.line) \(error.complaint)",
                hint: "correct the line; nothing was changed")
        }
    }
}
