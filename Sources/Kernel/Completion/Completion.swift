/// What the shell offers for a value when a person presses TAB.
///
/// Enumerations need none: their cases are offered.
/// ```swift
/// @Option(help: "The plant", completion: .live("plants") { request in
///     try await GardenClient(request.context).plants().map { Completion.Candidate($0.id, $0.name) }
/// }) var plant: String?
/// ```
public struct Completion: Sendable {
    /// One value, and what it is.
    public struct Candidate: Sendable, Equatable, Codable {
        /// The value as it is typed, before any quoting.
        public let value: String
        /// What it is, for shells that show it; may be empty.
        public let description: String

        /// Offers a value.
        public init(_ value: String, _ description: String = "") {
            self.value = value
            self.description = description
        }
    }

    /// Finds the values, as of a moment.
    public typealias Search = @Sendable (CompletionRequest) async throws -> [Candidate]

    package enum Kind: Sendable {
        case nothing
        case files
        case folders
        /// Names of the command's fields with commas between.
        case fields
        /// The words that lead to a command or group.
        case commandPath
        case local(Search)
        case live(name: String, Search)
    }

    package let kind: Kind

    /// Nothing but the allowed values, where there are few.
    public static var none: Completion { Completion(kind: .nothing) }
    /// Paths of files.
    public static var files: Completion { Completion(kind: .files) }
    /// Paths of folders.
    public static var folders: Completion { Completion(kind: .folders) }

    /// The words that lead to a command or group, for an argument that takes all of them.
    package static var commandPath: Completion { Completion(kind: .commandPath) }
    /// Names of the fields that the command's result has, with commas between.
    static var fields: Completion { Completion(kind: .fields) }

    /// Values that are found on this machine, without a request.
    public static func local(_ search: @escaping Search) -> Completion { Completion(kind: .local(search)) }

    /// Values that the server knows: asked for at most a second, and remembered for a short time under `name`.
    public static func live(_ name: String, _ search: @escaping Search) -> Completion {
        Completion(kind: .live(name: name, search))
    }
}

/// What is known of a command line while it is being typed.
public struct CompletionRequest: Sendable {
    /// Everything the search may touch, with the common flags that were typed so far.
    public let context: Context
    /// The last value given so far to each option and argument, by long name or placeholder; from the environment too.
    package let given: [String: String]

    package init(context: Context, given: [String: String]) {
        self.context = context
        self.given = given
    }

    /// The value given so far to an option (`bed`) or argument (`PLANT`), from the environment too.
    public func value(of name: String) -> String? { given[name] }
}
