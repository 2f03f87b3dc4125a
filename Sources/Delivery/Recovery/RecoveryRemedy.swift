import Base
import Kernel

/// The advice for an undelivered value, in this program's own words.
///
/// A record is a file, and its text is shown to somebody who may type it in: so it can only choose from the program's
/// own commands.
package struct RecoveryRemedy {
    /// The command that delivers the value.
    package let delivery: Hint
    /// The command that deletes the value; nil in a program without such a command.
    package let discarding: Hint?
    /// The command that requests the value again; nil if the record names none that this program has.
    package let repetition: Hint?

    package init(_ record: RecoveryRecord, in program: Program) {
        repetition = Self.repetition(record.repetition ?? [], in: program)
        let stated = record.remedy.split(separator: " ").map(String.init)
        let commands = program.registry.shownPlaces().map { $0.map(\.name) }.filter { $0.last == "recover" }
        guard let command = commands.first(where: { stated.dropFirst().starts(with: $0) }) ?? commands.first else {
            // A program without such a command defines its own remedy.
            (delivery, discarding) = (Hint(record.remedy), nil)
            return
        }
        let id = record.id ?? record.name
        let isWord = !id.isEmpty && id.utf8.allSatisfy(\.isPartOfID)
        delivery = .command(command, isWord && stated.count > command.count + 1 ? [id] : [])
        discarding = isWord ? .command(command, [id, "--discard"]) : nil
    }

    private static func repetition(_ words: [String], in program: Program) -> Hint? {
        guard let lookup = try? CommandLookup(words, in: program.registry),
            case .command(let command, let arguments) = lookup.target, issuesValues(command, in: program),
            arguments.allSatisfy(isHarmless)
        else { return nil }
        return .command(lookup.path, arguments)
    }

    /// Returns whether a command creates a value and delivers it.
    private static func issuesValues(_ command: any Command.Type, in program: Program) -> Bool {
        command.configuration.effect == .changes
            && (try? program.registry.common.schema(of: command))?.named("to-file") != nil
    }

    /// Returns whether a word delivers nothing, doesn't select another server, and doesn't skip a question.
    private static func isHarmless(_ word: String) -> Bool {
        !["--to-", "--copy", "--context", "--force", "--yes"].contains(where: word.hasPrefix)
            && (!word.hasPrefix("-") || word.hasPrefix("--"))
            && word.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}

extension Hint {
    /// Returns the words of the first command that the hint names; nil if it names none.
    var commandWords: [String]? {
        for case .command(let path, let arguments) in alternatives[0] { return path + arguments }
        return nil
    }
}
