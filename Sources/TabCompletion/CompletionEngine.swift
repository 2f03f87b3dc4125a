import Base
package import Kernel

/// Finds the completions at the cursor.
///
/// It examines one level of the tree at a time, and returns nothing if it knows nothing: errors are never shown.
package struct CompletionEngine: Sendable {
    private let program: Program
    private let world: World
    private let describes: Bool

    /// - Parameters:
    ///   - world: The world that searches may use, which is no more than pressing TAB implies.
    ///   - describes: Whether candidates have descriptions.
    package init(_ program: Program, in world: World, describes: Bool = true) {
        self.describes = describes
        self.program = program
        self.world = world.observing(program.registry)
    }

    /// Returns the completions for the word at the cursor.
    package func reply(to line: TypedLine) async -> CompletionReply {
        let reply = await describedReply(to: line)
        guard !describes, case .candidates(let candidates) = reply.content else { return reply }
        let bare = candidates.map { Completion.Candidate($0.value) }
        return CompletionReply(content: .candidates(bare), stem: reply.stem, isOpen: reply.isOpen)
    }

    private func describedReply(to line: TypedLine) async -> CompletionReply {
        guard let place = TypedPlace(line.words, in: program.registry) else { return .nothing }
        if let waiting = place.scan.waiting { return await values(of: waiting, line.word, place) }
        if place.scan.isTerminated { return await plain(line.word, place) }
        switch CommandLineWord(line.word) {
        case .long(let name, .some(let value)): return await attached(name, value, place)
        case .long(_, nil), .terminator: return CompletionReply(content: .candidates(longFlags(place)))
        case .short(let letters): return await attached(letters, place)
        case .plain("-"): return CompletionReply(content: .candidates(longFlags(place) + shortFlags(place)))
        case .plain(let word): return await plain(word, place)
        }
    }

    /// Completes a separate word: a command or an argument, or flags if neither can follow.
    private func plain(_ word: String, _ place: TypedPlace) async -> CompletionReply {
        guard place.command != nil else {
            let entries = program.registry.shownEntries(below: place.path)
            return CompletionReply(content: .candidates(entries.map { Completion.Candidate($0.name, $0.summary) }))
        }
        if let positional = place.nextPositional, !place.isSettled(positional) {
            return await values(of: positional, word, place)
        }
        guard word.isEmpty, !place.scan.isTerminated else { return .nothing }
        return CompletionReply(content: .candidates(longFlags(place)))
    }

    /// Completes `--name=` and the text after it.
    private func attached(_ name: String, _ value: String, _ place: TypedPlace) async -> CompletionReply {
        guard let (definition, isInverted) = place.schema.named(name), !isInverted else { return .nothing }
        return await values(of: definition, value, place, after: "--\(name)=")
    }

    /// Completes `-n` and the text after it: letters of other flags, and then a value.
    private func attached(_ letters: Substring, _ place: TypedPlace) async -> CompletionReply {
        var stem = "-"
        var rest = letters.unicodeScalars
        var last: ArgumentDefinition?
        while let letter = rest.popFirst() {
            guard let definition = place.schema.short(Character(letter)) else { return .nothing }
            stem.unicodeScalars.append(letter)
            last = definition
            if rest.first == "=" {
                return await values(of: definition, String(rest.dropFirst()), place, after: stem + "=")
            }
            if definition.takesValue, !rest.isEmpty {
                return await values(of: definition, String(rest), place, after: stem)
            }
        }
        // The letters are complete.
        return CompletionReply(content: .candidates([Completion.Candidate(stem, last?.help ?? "")]))
    }

    private func values(
        of definition: ArgumentDefinition, _ text: String, _ place: TypedPlace, after stem: String = ""
    ) async -> CompletionReply {
        var reply = await ValueCompletion(definition, place, program, world).reply(to: text)
        reply.stem = stem + reply.stem
        return reply
    }
}

extension CompletionEngine {
    /// The options and flags that can still be given, the command's own first.
    private func longFlags(_ place: TypedPlace) -> [Completion.Candidate] {
        openFlags(place).flatMap { definition in
            let flag = Completion.Candidate("--\(definition.name)", definition.help)
            guard definition.form == .flag(isInvertible: true) else { return [flag] }
            return [flag, Completion.Candidate("--no-\(definition.name)", "The opposite of --\(definition.name)")]
        }
    }

    private func shortFlags(_ place: TypedPlace) -> [Completion.Candidate] {
        openFlags(place).compactMap { definition in
            definition.short.map { Completion.Candidate("-\($0)", definition.help) }
        }
    }

    /// Before a command is named, its flags are unknown: those of all commands would be too many.
    private func openFlags(_ place: TypedPlace) -> [ArgumentDefinition] {
        let schema = place.isOfOneCommand ? place.schema : try? program.registry.common(at: place.path).schema
        return (schema?.definitions ?? []).filter { !$0.isPositional && $0.isShown && !place.isSettled($0) }
    }
}

/// A command line up to the cursor, without quotes and backslashes.
package struct TypedLine: Sendable, Equatable {
    /// The words before the cursor's, without the program's name.
    package let words: [String]
    /// The text of the word at the cursor so far; empty after a space.
    package let word: String

    package init(_ words: [String], word: String = "") {
        self.words = words
        self.word = word
    }
}
