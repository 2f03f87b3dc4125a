import Base

/// The values that tab completion suggests for an argument.
///
/// Enumerations don't need this: their cases are suggested.
/// ```swift
/// @Option(help: "The plant", completion: .live("plants") { request in
///     try await GardenClient(request.context).plants().map { Completion.Candidate($0.id, $0.name) }
/// }) var plant: String?
/// ```
public struct Completion: Sendable {
    /// A suggested value with a description.
    public struct Candidate: Sendable, Equatable, Codable {
        /// The value, unquoted.
        public let value: String
        /// A description, for shells that show it; may be empty.
        public let description: String

        /// Creates a suggestion.
        public init(_ value: String, _ description: String = "") {
            self.value = value
            self.description = description
        }
    }

    /// Finds the values on demand.
    public typealias Search = @Sendable (CompletionRequest) async throws -> [Candidate]

    package enum Kind: Sendable {
        case nothing
        case files
        case folders
        /// Names of the command's fields, separated by commas.
        case fields
        /// The words that lead to a command or group, and words that stand alone.
        case commandPath(topics: [Candidate])
        case local(Search)
        /// Where it is declared tells searches apart that share a name by mistake.
        case live(name: String, DeclarationPlace, Search)
    }

    package let kind: Kind

    /// Only the allowed values, if the type has a short list of them.
    public static var none: Completion { Completion(kind: .nothing) }
    /// File paths.
    public static var files: Completion { Completion(kind: .files) }
    /// Folder paths.
    public static var folders: Completion { Completion(kind: .folders) }

    /// The words that lead to a command or group, for an argument that takes all of them; or one of the topics.
    package static func commandPath(or topics: Candidate...) -> Completion {
        Completion(kind: .commandPath(topics: topics))
    }
    /// Names of the fields in the command's result, separated by commas.
    static var fields: Completion { Completion(kind: .fields) }

    /// Values found on this machine, without a request.
    public static func local(_ search: @escaping Search) -> Completion { Completion(kind: .local(search)) }

    /// Values from the server: requested with a time limit of one second, and cached briefly under `name`.
    public static func live(
        _ name: String, file: String = #fileID, line: Int = #line, _ search: @escaping Search
    ) -> Completion {
        Completion(kind: .live(name: name, DeclarationPlace(file: file, line: line), search))
    }
}

/// A command line that is being typed.
public struct CompletionRequest: Sendable {
    /// The search's context, with the common flags typed so far.
    public let context: Context
    /// The last value of each option and argument so far, by long name or placeholder; the environment counts, too.
    package let given: [String: String]

    package init(context: Context, given: [String: String]) {
        self.context = context
        self.given = given
    }

    /// Returns the value that an option (`bed`) or argument (`PLANT`) has so far, including one from the environment.
    public func value(of name: String) -> String? { given[name] }
}

extension Completion {
    /// The contexts from config files and from plugins.
    public static var contexts: Completion {
        local { request in
            let configured = try request.context.config.contexts()
            let embedded = request.context.facts.embeddedContexts.map(\.name)
            return (configured + embedded.filter { !configured.contains($0) }).map { Candidate($0) }
        }
    }

    /// The keys of settings: the known ones, and those in the config files.
    ///
    /// Keys of secrets that only the files contain are left out; values are never shown.
    public static var configKeys: Completion {
        local { request in
            let config = request.context.config
            let present = try config.settings().map(\.path).filter { !config.isSecret($0) }
            let known = config.knownKeys.filter(\.isSingle).map { Candidate($0.name, $0.help) }
            var seen = Set<String>()
            return (known + present.map { Candidate($0.joined(separator: ".")) })
                .filter { seen.insert($0.value).inserted }
        }
    }

    /// The allowed values of the setting that another argument (given by its placeholder) names, if it lists them.
    public static func configValues(of argument: String) -> Completion {
        local { request in
            let key = request.value(of: argument).map { ConfigKey($0).path } ?? []
            return request.context.config.declaration(of: key)?.kind.allowedValues.map { Candidate($0) } ?? []
        }
    }
}
