import Delivery
import Kernel

/// A destination for secrets that the person declared, and that agents know only by its name.
struct DeclaredDestination: Sendable, Equatable {
    /// The option of a command that takes such a destination, by its property.
    enum Kind: String, Sendable {
        case file = "toFile"
        case envFile = "toEnvFile"
        case command = "toCommand"
    }

    let name: String
    let kind: Kind
    /// The value of that option.
    let value: String

    /// Its names in the program's messages, the longest first.
    var phrases: [String] {
        switch kind {
        case .file: ["the file \(value)"] + (value.contains("/") ? [value] : [])
        case .envFile:
            [" in \(value.prefixBeforeVariable)"]
                + (value.contains("/") ? [String(value.prefixBeforeVariable)] : [])
        case .command:
            [value, ShellWords.split(value).joined(separator: " ")].flatMap {
                ["the command '\($0)'"] + ($0.count > 7 ? [$0] : [])
            }
        }
    }

    private static let kinds: [(prefix: String, kind: Kind)] = [
        ("file:", .file), ("env-file:", .envFile), ("command:", .command),
    ]

    /// Parses `NAME=KIND:VALUE`.
    init(_ text: String) throws(CommandError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let hint: Hint = "write NAME=file:PATH, NAME=env-file:PATH[:VARIABLE] or NAME=command:COMMAND"
        guard parts.count == 2, Self.isSound(parts[0]) else {
            throw .usage("--destination '\(text.shortened)' does not begin with a name", hint: hint)
        }
        let known = Self.kinds.first { parts[1].hasPrefix($0.prefix) && parts[1].count > $0.prefix.count }
        guard let known else {
            throw .usage("--destination \(parts[0]) names no file, variable or command", hint: hint)
        }
        (name, kind, value) = (String(parts[0]), known.kind, String(parts[1].dropFirst(known.prefix.count)))
        var options = DeliveryOptions()
        switch kind {
        case .file: options.toFile = [value]
        case .envFile: options.toEnvFile = [value]
        case .command: options.toCommand = [value]
        }
        do {
            try options.validate()
        } catch {
            throw .usage("--destination \(name): \(CommandError(describing: error).message)", hint: hint)
        }
    }

    private static func isSound(_ name: Substring) -> Bool {
        !name.isEmpty && name.utf8.count <= 64 && name.utf8.allSatisfy(\.isPartOfID)
    }

    /// Parses all declared destinations.
    ///
    /// - Throws: ``CommandError`` if two have the same name.
    static func all(_ texts: [String]) throws(CommandError) -> [DeclaredDestination] {
        var all: [DeclaredDestination] = []
        for text in texts {
            let destination = try DeclaredDestination(text)
            guard !all.contains(where: { $0.name == destination.name }) else {
                throw .usage("--destination \(destination.name) is declared twice")
            }
            all.append(destination)
        }
        return all
    }
}
