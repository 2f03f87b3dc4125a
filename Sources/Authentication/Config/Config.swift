import Base
import HTTPClient
public import OperatingSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The settings of a run: environment variables override the project's file, which overrides the user's own.
///
/// A project's file can only set keys that are declared as allowed for projects (see ``ConfigKey``).
/// The files are read on first use, so commands that need no settings don't read them.
public struct Config: Sendable {
    private let environment: Environment
    private let files: any FileSystem
    private let settingsOfService: ServiceSettings
    private let keys: @Sendable () -> [ConfigKey]
    private let notice: @Sendable (String) -> Void
    private let layers: Lazy<[Layer]>

    private struct Layer: Sendable {
        let file: File
        let root: ConfigNode
    }

    /// The config files.
    package enum File: Sendable {
        /// The project's file, in the working directory.
        case project
        /// The user's own file.
        case home
    }

    /// How long a write waits for another process's.
    private static let patience = Duration.seconds(30)
    /// Other programs write these files, too, and people keep them in other places.
    private static let manner = FileReplacement(sharing: .keptPrivate)
    /// The space in bytes that a login may need.
    private static let roomForLogin = 1 << 14

    /// Creates the settings for an environment; the files are read on first use.
    public init(environment: Environment, files: any FileSystem) {
        self.init(
            environment: environment, files: files, settings: ServiceSettings(), keys: { [] }, notice: { _ in })
    }

    /// Creates the settings, with the keys that plugins declare; the files are read later.
    ///
    /// - Parameters:
    ///   - settings: The service's own settings.
    ///   - keys: The keys that plugins declare.
    ///   - notice: Gets a notice about ignored parts of a project's file, once even if it is read again.
    package init(
        environment: Environment, files: any FileSystem, settings: ServiceSettings,
        keys: @escaping @Sendable () -> [ConfigKey], notice: @escaping @Sendable (String) -> Void
    ) {
        self.environment = environment
        self.files = files
        settingsOfService = settings
        self.keys = keys
        self.notice = notice
        layers = Lazy {
            let home = try Self.homeLayer(environment, files, notice)
            let project = try Self.projectLayer(environment, files, settings, keys(), notice)
            return [project, home].compactMap { $0 }
        }
    }

    /// Returns the same settings, which are read again on the next use.
    package func reread() -> Config {
        Config(environment: environment, files: files, settings: settingsOfService, keys: keys, notice: notice)
    }

    /// The keys that the program and its plugins know.
    package var knownKeys: [ConfigKey] { settingsOfService.reserved + keys() }

    /// The keys that can be set: the known ones, and those of other tools that share the files.
    package var settableKeys: [ConfigKey] { knownKeys + settingsOfService.ofOtherTools }

    /// Returns the declaration of a key; nil if it is unknown.
    package func declaration(of path: [String]) -> ConfigKey? {
        let keys = settableKeys
        if let whole = keys.first(where: { $0.isSingle && $0.matches(path) }) { return whole }
        // If a group's keys are listed, any other one is a typing error.
        let group = path.first.map { $0.lowercased() + "." } ?? ""
        if group != "contexts.", keys.contains(where: { $0.isSingle && $0.name.hasPrefix(group) }) { return nil }
        return keys.first { $0.matches(path) }
    }

    /// The keys that plugins declare.
    var pluginKeys: [ConfigKey] { keys() }

    /// Returns the value of a key given as its parts, which may contain dots.
    package func value(at path: [String]) throws -> String? { try setting(at: path)?.text }

    /// Returns a setting, and the variable or file that sets it.
    func setting(at path: [String]) throws -> FoundSetting? {
        let variable = variable(path)
        if let override = environment[variable], declaration(of: path)?.hasVariable ?? true {
            return FoundSetting(text: override, source: .variable(variable))
        }
        for layer in try layers.value() where isAllowed(path, in: layer.file) {
            guard let node = layer.root.node(at: path), case .scalar(let text?) = node.content, !text.isEmpty else {
                continue
            }
            return FoundSetting(text: text, source: .file(try self.path(of: layer.file), line: node.line))
        }
        return nil
    }

    /// Returns the environment variable that overrides a key: the program's prefix and `LOCAL_CORE` for `local.core`.
    package func variable(_ path: [String]) -> String { environment.names.variable(ofSetting: path) }

    /// Returns whether a file may set a key.
    package func isAllowed(_ path: [String], in file: File) -> Bool {
        file == .home || Self.isAllowedInProjects(path, settingsOfService, keys())
    }

    /// Returns the file's own settings, ignoring overrides.
    package func value(at path: [String], in file: File) throws -> String? {
        guard isAllowed(path, in: file) else { return nil }
        return try layers.value().first { $0.file == file }?.root.scalar(at: path)
    }

    /// Returns every allowed setting in the files, the project's first; keys in lower case.
    package func settings() throws -> [(file: File, path: [String], text: String)] {
        try layers.value().flatMap { layer in
            layer.root.scalars.filter { isAllowed($0.path, in: layer.file) }.map { (layer.file, $0.path, $0.text) }
        }
    }

    /// Returns every allowed setting by its full key; the project's value takes precedence.
    package func allSettings() throws -> [String: String] {
        Dictionary(try settings().map { ($0.path.joined(separator: "."), $0.text) }) { first, _ in first }
    }

    /// Returns where a file is, even if it doesn't exist.
    package func path(of file: File) throws -> String {
        try ConfigTrust(environment: environment, files: files).path(of: file)
    }

    /// Returns whether the working directory has its own config file.
    package func hasProjectFile() throws -> Bool { try layers.value().contains { $0.file == .project } }

    /// Changes a file under its lock; all bytes that `body` doesn't change stay as they are.
    ///
    /// Settings that were already read keep their values.
    /// - Throws: ``CommandError`` for a file that can't be trusted or edited safely; it is left untouched.
    package func edit(_ file: File, _ body: (inout ConfigDocument) throws -> Void) throws {
        try changing(file) { path in
            let before = try Self.text(path, files)?.text ?? ""
            let after = try Self.namingFile(path) {
                var document = try ConfigDocument(before)
                try body(&document)
                return document.text
            }
            if after != before {
                try files.replace(path, with: Data(after.utf8), Self.manner)
            }
        }
    }

    /// Checks whether a file could be changed, and leaves it as it is.
    ///
    /// - Throws: The errors of ``edit(_:_:)``.
    package func requireEditable(_ file: File) throws {
        try changing(file) { path in
            let text = try Self.text(path, files)?.text ?? ""
            _ = try Self.namingFile(path) { try ConfigDocument(text) }
            try files.requireReplaceable(path, size: text.utf8.count + Self.roomForLogin, Self.manner)
        }
    }

    /// Runs a change while holding the file's lock; errors from the disk get a hint.
    private func changing(_ file: File, _ body: (_ path: String) throws -> Void) throws {
        let path = try path(of: file)
        do {
            try requireTrusted(file)
            try files.withLock(path + ".lock", patience: Self.patience) { try body(path) }
        } catch let error as FileError {
            throw StateFolder.refusal(error)
        }
    }

    private func requireTrusted(_ file: File) throws {
        let trust = ConfigTrust(environment: environment, files: files)
        let path = try path(of: file)
        let status = try files.status(of: path)
        switch file {
        case .home: try trust.requireHome(status)
        case .project: if let status, status.isWritableByAll { throw trust.writableByAll(path, status) }
        }
    }

    /// Returns the user's own settings, or nil if there is no home folder or it can't be read.
    private static func homeLayer(
        _ environment: Environment, _ files: any FileSystem, _ notice: (String) -> Void
    ) throws -> Layer? {
        let trust = ConfigTrust(environment: environment, files: files)
        guard let path = try? trust.path(of: .home) else { return nil }
        do {
            return try homeLayer(at: path, trust, files)
        } catch let error as FileError {
            // A file that is itself unreadable holds settings that were meant to be followed.
            let folder = FilePaths.parent(of: path)
            guard (try? files.names(in: folder)) == nil else { throw error }
            notice("Continuing without settings: \(folder) cannot be read.")
            return nil
        }
    }

    private static func homeLayer(at path: String, _ trust: ConfigTrust, _ files: any FileSystem) throws -> Layer? {
        guard let (text, status) = try text(path, files) else { return nil }
        try trust.requireHome(status)
        return Layer(file: .home, root: try namingFile(path) { try ConfigParser.parse(text) })
    }

    private static func projectLayer(
        _ environment: Environment, _ files: any FileSystem, _ settings: ServiceSettings, _ keys: [ConfigKey],
        _ notice: (String) -> Void
    ) throws -> Layer? {
        let trust = ConfigTrust(environment: environment, files: files)
        guard try trust.hasProject() else { return nil }
        let path = try trust.path(of: .project)
        guard let (text, status) = try text(path, files) else { return nil }
        guard !status.isWritableByAll else {
            notice("Ignored \(path) because every user of this machine can write to it.")
            return Layer(file: .project, root: ConfigNode(line: 1, content: .mapping([]), range: 0..<0))
        }
        let root = try namingFile(path) { try ConfigParser.parse(text) }
        let ignored = root.scalars.map(\.path).filter { !isAllowedInProjects($0, settings, keys) }
        if !ignored.isEmpty { notice("Ignored \(listing(ignored)) in \(path), which a project cannot set.") }
        return Layer(file: .project, root: root)
    }

    private static func isAllowedInProjects(
        _ path: [String], _ settings: ServiceSettings, _ keys: [ConfigKey]
    ) -> Bool {
        // Plugins can't allow projects to set what the program itself reads.
        let isReserved = path.first?.lowercased() == "contexts" || settings.reserved.contains { $0.matches(path) }
        let keys = isReserved ? settings.reserved : keys + settings.ofOtherTools
        return keys.contains { $0.isAllowedInProjects && $0.matches(path) }
    }

    /// Returns the first few of the keys; the file may hold any number.
    private static func listing(_ paths: [[String]]) -> String {
        let names = paths.prefix(5).map { "'\($0.joined(separator: ".").shortened)'" }
        return names.joined(separator: ", ") + (paths.count > 5 ? " and \(paths.count - 5) more" : "")
    }

    private static func text(_ path: String, _ files: any FileSystem) throws -> (text: String, status: FileStatus)? {
        guard let (content, status) = try files.readShared(path, manner) else { return nil }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw CommandError(.failure, "\(path) is not UTF-8 text")
        }
        return (text, status)
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
