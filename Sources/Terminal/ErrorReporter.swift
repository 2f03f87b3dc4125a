package import Base

/// Reports an error on stderr, to a person or a program.
package struct ErrorReporter {
    private let output: Output

    package init(_ output: Output) { self.output = output }

    /// Writes the error and returns its exit code.
    package func report(_ error: any Error) -> ExitCode {
        let error = CommandError(describing: error)
        if output.format == .json {
            output.console.tell(JSONWriter.text(of: json(error), indented: false))
        } else {
            tell(error)
        }
        return error.exitCode
    }

    private func tell(_ error: CommandError) {
        output.tell(error.message, label: "error:", style: output.errorStyle.error)
        for part in error.parts { output.tell("  " + Self.line(part)) }
        if let hint = error.hint { output.tell(hint) }
        if let requestID = error.requestID { output.tell("request ID: \(requestID)") }
    }

    private static func line(_ part: CommandError.Part) -> String {
        let id = part.error.requestID.map { " (request ID: \($0))" } ?? ""
        return "\(part.subject): \(part.error.message)\(id)"
    }

    private static func json(_ part: CommandError.Part) -> JSONValue {
        var members = [
            JSONValue.Member("subject", .string(part.subject)),
            JSONValue.Member("code", .string(part.error.exitCode.name)),
            JSONValue.Member("message", .string(part.error.message)),
        ]
        if let requestID = part.error.requestID { members.append(JSONValue.Member("requestId", .string(requestID))) }
        return .object(members)
    }

    private func json(_ error: CommandError) -> JSONValue {
        var members = [
            JSONValue.Member("code", .string(error.exitCode.name)), JSONValue.Member("message", .string(error.message)),
        ]
        if let hint = error.hint.flatMap(output.hints.text) {
            members.append(JSONValue.Member("hint", .string(hint)))
        }
        if let requestID = error.requestID { members.append(JSONValue.Member("requestId", .string(requestID))) }
        if !error.parts.isEmpty { members.append(JSONValue.Member("parts", .array(error.parts.map(Self.json)))) }
        members.append(JSONValue.Member("exitCode", .integer(Int64(error.exitCode.rawValue))))
        return ["error": .object(members)]
    }
}
