package import Kernel

/// A shell that knows one program, on a machine that has nothing but the context that a plugin serves itself.
package struct ExampleShell {
    private var test: CommandTest
    private let program: Program
    /// The changing commands that ran, and whether any of their runs is in the audit log.
    private var changes: [DeclarationPlace: Bool] = [:]

    package init(_ program: Program) {
        self.program = program
        test = CommandTest()
        test.program = program
        test.variables[program.service.names.variable("DOMAIN")] = program.registry.embeddedContexts.first?.name
        test.allowsWriting = true
    }

    /// Runs a line like a script would, and returns what is wrong with it as an example.
    ///
    /// A command that changes something must run without an answer: it doesn't ask, or it accepts `--yes`. If the line
    /// has that flag, the command must ask without it.
    package mutating func complaint(_ line: String) async throws -> String? {
        guard line.hasPrefix("\(program.name) ") else { return "'\(line)' is not a line of \(program.name)" }
        let words = ShellWords.split(line).dropFirst()
        if words.contains("--yes") {
            let unforced = try await test.run(words.filter { $0 != "--yes" } + ["--no-input"])
            if unforced.exitCode != .cancelled { return "'\(line)' asks nothing without --yes" }
        }
        let result = try await test.run(Array(words))
        test.files = result.files
        guard result.exitCode == .success else {
            return "'\(line)' ends with \(result.exitCode.rawValue) and prints:\n\(result.stdout)\(result.stderr)"
        }
        if let change = try changingCommand(line) {
            changes[change] = changes[change] == true || !result.audit.isEmpty
        } else if !result.audit.isEmpty {
            return "'\(line)': effect: it says that it changes nothing, but the audit log has \(result.audit)"
        }
        return nil
    }

    /// The changing commands that ran without a trace in the audit log.
    package var unaudited: [String] {
        changes.filter { !$0.value }.map { "\($0.key): effect: it changes something that no request asks for" }.sorted()
    }

    /// Returns the declaration of the command in a line, if it changes something.
    package func changingCommand(_ line: String) throws -> DeclarationPlace? {
        let words = Array(ShellWords.split(line).dropFirst())
        guard case .command(let command, _) = try CommandLookup(words, in: program.registry).target else { return nil }
        let configuration = command.configuration
        return configuration.effect == .changes ? configuration.declaredAt : nil
    }
}
