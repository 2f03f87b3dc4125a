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
    private let files: any FileSystem
    private let layers: Lazy<[Layer]>

    private struct Layer: Sendable {
        let file: File
        let root: ConfigNode
    }

    /// The files that hold settings.
    package enum File: Sendable {
        /// The project's, in the working directory.
        case project
        /// The person's own.
        case home
    }

    /// How long a write waits for another process's.
    private static let patience = Duration.seconds(30)

    /// Prepares to read the config files of an environment.
    public init(environment: Environment, files: any FileSystem) {
        self.environment = environment
        self.files = files
        layers = Lazy { try Self.present(environment).compactMap { try Self.layer($0, environment, files) } }
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

    /// What a file itself sets, whatever overrides it.
    package func value(at path: [String], in file: File) throws -> String? {
        try layers.value().first { $0.file == file }?.root.scalar(at: path)
    }

    /// Every setting of the files that are there, the project's first; keys in lower case.
    package func settings() throws -> [(file: File, path: [String], text: String)] {
        try layers.value().flatMap { layer in layer.root.scalars.map { (layer.file, $0.path, $0.text) } }
    }

    /// Where a file stands, whether it is there or not.
    package func path(of file: File) throws -> String { try Self.path(of: file, environment) }

    /// Whether the working directory has a config file of its own.
    package func hasProjectFile() throws -> Bool { try layers.value().contains { $0.file == .project } }

    /// Changes a file under its lock; bytes that `body` does not change stay as they are.
    ///
    /// What this value has read before stays what it was.
    /// - Throws: ``CommandError`` for a file that cannot be edited safely, named with its line; it is left untouched.
    package func edit(_ file: File, _ body: (inout ConfigDocument) throws -> Void) throws {
        let path = try path(of: file)
        try files.withLock(path + ".lock", patience: Self.patience) {
            let before = try Self.text(path, files) ?? ""
            let after = try Self.namingFile(path) {
                var document = try ConfigDocument(before)
                try body(&document)
                return document.text
            }
            if after != before { try files.replace(path, with: Data(after.utf8)) }
        }
    }

    /// The project's file first: it wins.
    private static func present(_ environment: Environment) throws -> [File] {
        let isSame = try path(of: .project, environment) == path(of: .home, environment)
        return isSame ? [.home] : [.project, .home]
    }

    private static func path(of file: File, _ environment: Environment) throws -> String {
        switch file {
        case .project: FilePaths.join(environment.workingDirectory, ".astro/config.yaml")
        case .home: FilePaths.join(try environment.stateDirectory(), "config.yaml")
        }
    }

    private static func layer(_ file: File, _ environment: Environment, _ files: any FileSystem) throws -> Layer? {
        let path = try path(of: file, environment)
        guard let text = try text(path, files) else { return nil }
        return Layer(file: file, root: try namingFile(path) { try ConfigParser.parse(text) })
    }

    private static func text(_ path: String, _ files: any FileSystem) throws -> String? {
        guard let content = try files.read(path) else { return nil }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw CommandError(.failure, "\(path) is not UTF-8 text")
        }
        return text
    }

    private static func namingFile<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as ConfigSyntaxError {
            throw CommandError(
                .failure, "\(path): line \(error.line) \(error.complaint)",
                hint: "correct the line; nothing was changed")
        }
    }
}
