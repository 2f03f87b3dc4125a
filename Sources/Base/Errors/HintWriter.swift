/// Writes hints with the names of one program.
package struct HintWriter: Sendable {
    private let names: ProgramNames
    private let hasCommand: @Sendable (_ path: [String]) -> Bool
    private let complete: @Sendable (_ path: [String], _ arguments: [String]) -> [String]

    /// - Parameters:
    ///   - hasCommand: Whether the program has a command or a group at a path.
    ///   - complete: Returns a command's arguments, plus those from this run that it needs.
    package init(
        _ names: ProgramNames,
        hasCommand: @escaping @Sendable (_ path: [String]) -> Bool = { _ in true },
        complete: @escaping @Sendable (_ path: [String], _ arguments: [String]) -> [String] = { $1 }
    ) {
        (self.names, self.hasCommand, self.complete) = (names, hasCommand, complete)
    }

    /// Returns the hint as people read it; nil if the program doesn't have a command that it names.
    package func text(of hint: Hint) -> String? {
        hint.alternatives.first { $0.allSatisfy(isKnown) }?.map(text).joined()
    }

    private func isKnown(_ part: Hint.Part) -> Bool {
        guard case .command(let path, _) = part else { return true }
        return hasCommand(path)
    }

    private func text(_ part: Hint.Part) -> String {
        switch part {
        case .text(let text): text
        case .command(let path, let arguments):
            ((names.program.isEmpty ? [] : [names.program]) + path
                + complete(path, arguments).map(ShellWords.argument)).joined(separator: " ")
        case .variable(let name): names.variable(name)
        }
    }
}
