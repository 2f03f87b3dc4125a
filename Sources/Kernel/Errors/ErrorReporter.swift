/// Tells a person or a program what went wrong, on stderr.
struct ErrorReporter {
    let console: Console
    let output: Output

    init(_ world: World, options: CommonOptions) {
        console = world.console
        output = Output(console: world.console, options: options, environment: world.environment)
    }

    /// Writes the error and gives the exit code that goes with it.
    func report(_ error: any Error) -> ExitCode {
        let error = CommandError(describing: error)
        if output.format == .json {
            console.tell(JSONWriter.text(of: error.json, indented: false))
        } else {
            tell(error)
        }
        return error.exitCode
    }

    private func tell(_ error: CommandError) {
        let style = output.errorStyle
        console.tell("\(style.error("error:")) \(VisibleText.escaping(error.message))")
        if let hint = error.hint { console.tell("\(style.hint("hint:")) \(VisibleText.escaping(hint))") }
        if let requestID = error.requestID { console.tell("request ID: \(VisibleText.escaping(requestID))") }
    }
}

extension CommandError {
    fileprivate var json: JSONValue {
        var members = [
            JSONValue.Member("code", .string(exitCode.name)), JSONValue.Member("message", .string(message)),
        ]
        if let hint { members.append(JSONValue.Member("hint", .string(hint))) }
        if let requestID { members.append(JSONValue.Member("requestId", .string(requestID))) }
        members.append(JSONValue.Member("exitCode", .integer(Int64(exitCode.rawValue))))
        return ["error": .object(members)]
    }
}
