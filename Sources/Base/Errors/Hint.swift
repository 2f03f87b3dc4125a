/// The one command or action that helps a person continue.
///
/// ```swift
/// throw CommandError(.notFound, "no plant is named 'fern'", hint: .command("plant list"))
/// throw CommandError.usage("no plant is named", hint: "pass --plant with an ID from '\(command: "plant list")'")
/// ```
/// A hint names commands by their path and variables without their prefix. The program that prints it adds its own name
/// and prefix, and leaves out hints that name a command it doesn't have.
public struct Hint: Sendable, Equatable {
    package enum Part: Sendable, Equatable {
        case text(String)
        /// A command by its path below the program, and the words that follow it.
        case command(path: [String], arguments: [String])
        /// A variable of the program, by its name without the program's prefix.
        case variable(String)
    }

    /// The possible texts, the best one first; a program prints the first whose commands it has.
    package private(set) var alternatives: [[Part]]

    /// Creates a hint from a text that names neither a command nor a variable of the program.
    public init(_ text: String) { alternatives = [[.text(text)]] }

    package init(_ parts: [Part]) { alternatives = [parts] }

    /// Returns a hint to run a command.
    ///
    /// - Parameters:
    ///   - path: The command's path below the program, such as `plant list`.
    ///   - arguments: The words after it; they are quoted where a shell needs that.
    public static func command(_ path: String, _ arguments: String...) -> Hint { command(path, arguments) }

    /// Returns a hint to run a command, with its arguments as an array.
    public static func command(_ path: String, _ arguments: [String]) -> Hint {
        command(path.split(separator: " ").map(String.init), arguments)
    }

    package static func command(_ path: [String], _ arguments: [String] = []) -> Hint {
        Hint([.command(path: path, arguments: arguments)])
    }

    /// Returns the same hint with a fallback for programs that lack one of its commands.
    public func otherwise(_ other: Hint) -> Hint {
        var hint = self
        hint.alternatives += other.alternatives
        return hint
    }
}

extension Hint: ExpressibleByStringInterpolation {
    /// Creates a hint from a text that names neither a command nor a variable of the program.
    public init(stringLiteral text: String) { self.init(text) }

    /// Creates a hint from an interpolated string.
    public init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.parts) }

    /// Collects the parts of a hint that is written as an interpolated string.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        /// Does nothing: a hint is too short for reserved capacity to matter.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Adds the text between two values.
        public mutating func appendLiteral(_ text: String) {
            guard !text.isEmpty else { return }
            if case .text(let before) = parts.last {
                parts[parts.count - 1] = .text(before + text)
            } else {
                parts.append(.text(text))
            }
        }

        /// Adds a value as text.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            appendLiteral(value.description)
        }

        /// Adds another hint, without its fallbacks.
        public mutating func appendInterpolation(_ hint: Hint) {
            for part in hint.alternatives[0] {
                if case .text(let text) = part { appendLiteral(text) } else { parts.append(part) }
            }
        }

        /// Adds a command to run.
        public mutating func appendInterpolation(command path: String, _ arguments: String...) {
            appendInterpolation(Hint.command(path, arguments))
        }

        /// Adds an environment variable of the program, named without its prefix: `HOME` for `PLATCTL_HOME`.
        public mutating func appendInterpolation(variable name: String) { parts.append(.variable(name)) }
    }
}
