import Base
package import OperatingSystem

/// A result that is held back until it is complete, and then written in the shape that a ``JSONFilter`` gives it.
package struct FilteredOutput {
    private let expression: String
    private let filter: any JSONFilter
    private let environment: Environment
    private let output: any ByteSink
    private let captured: CapturingSink

    /// Replaces a console's standard output.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage`` if there is no filter, or if it rejects the
    ///   expression.
    package init(_ expression: String, in environment: Environment, _ console: inout Console) throws {
        guard let filter = console.filter else {
            throw CommandError.usage("--jq needs the program 'jq', which is not on PATH")
        }
        try filter.check(expression, in: environment)
        self.expression = expression
        self.filter = filter
        self.environment = environment
        output = console.output
        captured = CapturingSink(console.output)
        console.output = captured
    }

    /// Writes the reshaped result, or nothing if there is no result.
    package func finish() throws {
        let result = captured.bytes
        guard !result.isEmpty else { return }
        let isTerminal = output.isTerminal
        var pending: [UInt8] = []
        try filter.run(expression, on: result, in: environment) { piece in
            guard isTerminal else { return try output.write(piece) }
            // Text that jq takes out of its quotes could act on the terminal.
            pending += piece
            guard let end = pending.lastIndex(of: UInt8(ascii: "\n")) else { return }
            try output.write(Self.visible(pending[...end]))
            pending.removeSubrange(...end)
        }
        if !pending.isEmpty { try output.write(Self.visible(pending[...])) }
    }

    private static func visible(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array(VisibleText.escapingLines(of: bytes).utf8)
    }
}
