import Base
import Kernel

/// Finds the completions of one argument's value.
struct ValueCompletion {
    private let definition: ArgumentDefinition
    private let place: TypedPlace
    private let program: Program
    private let world: World

    init(_ definition: ArgumentDefinition, _ place: TypedPlace, _ program: Program, _ world: World) {
        self.definition = definition
        self.place = place
        self.program = program
        self.world = world
    }

    /// Returns the completions of the value `text`.
    func reply(to text: String) async -> CompletionReply {
        if definition.source != .word, text.begins(withASCII: "@"), !text.begins(withASCII: "@@") {
            return CompletionReply(content: .files, stem: "@")
        }
        if !definition.takesValue { return Self.reply(["true", "false"]) }
        if !definition.allowedValues.isEmpty { return Self.reply(definition.allowedValues) }
        switch completion.kind {
        case .nothing: return .nothing
        case .files: return CompletionReply(content: .files)
        case .folders: return CompletionReply(content: .folders)
        case .fields: return fields(text)
        case .commandPath(let topics): return commandPath(topics)
        case .local(let search): return await local(search)
        case .live(let name, _, let search): return await live(name, search)
        }
    }

    /// The argument's own completion, or a plugin's for a common option.
    private var completion: Completion {
        guard case .nothing = definition.completion.kind, !definition.isPositional else { return definition.completion }
        let known = program.registry.plugins.lazy.compactMap { $0.completions[definition.name] }.first
        return known ?? definition.completion
    }

    private static func reply(_ values: [String]) -> CompletionReply {
        CompletionReply(content: .candidates(values.map { Completion.Candidate($0) }))
    }

    /// The fields that aren't listed yet; the listed ones stay in front.
    private func fields(_ text: String) -> CompletionReply {
        let named = text.split(separator: ",", omittingEmptySubsequences: false).dropLast()
        let fields = (place.command?.fields ?? []).filter { field in !named.contains { $0.trimmed == field } }
        var reply = Self.reply(fields)
        reply.stem = named.map { $0 + "," }.joined()
        reply.isOpen = true
        return reply
    }

    /// The names one level below the words that this argument has so far; a topic is the only word.
    private func commandPath(_ topics: [Completion.Candidate]) -> CompletionReply {
        let words = place.scan.occurrences[definition.path.text] ?? []
        guard let below = TypedPlace(words, in: program.registry), below.command == nil else { return .nothing }
        let entries = program.registry.shownEntries(below: below.path).map { Completion.Candidate($0.name, $0.summary) }
        return CompletionReply(content: .candidates(words.isEmpty ? entries + topics : entries))
    }

    private func local(_ search: Completion.Search) async -> CompletionReply {
        guard let request, let found = try? await search(request) else { return .nothing }
        return CompletionReply(content: .candidates(found.compactMap(\.presentable)))
    }

    private func live(_ name: String, _ search: @escaping Completion.Search) async -> CompletionReply {
        guard let request else { return .nothing }
        let remembered = RememberedSearch(name: name, request: request, search: search)
        let found = await world.environment.completionDeadline.value { try await remembered.candidates() }
        return CompletionReply(content: .candidates(found ?? []))
    }

    /// The context that a search can use; nil if a common option is invalid.
    private var request: CompletionRequest? {
        guard let (options, settings) = try? place.commonOptions(of: program.registry.common, in: world.environment)
        else { return nil }
        return CompletionRequest(
            context: Context(program: program, options: options, settings: settings, world: world),
            given: place.given(in: world.environment))
    }
}
