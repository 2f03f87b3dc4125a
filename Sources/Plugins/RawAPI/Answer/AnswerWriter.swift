import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes answers to stdout: unchanged to a pipe, in a readable and safe form to a terminal.
struct AnswerWriter {
    let output: Output
    let showsHead: Bool
    let showsBody: Bool

    private var isTerminal: Bool { output.console.output.isTerminal }

    /// Writes the requested parts of an answer.
    func write(_ response: HTTPResponse) throws(StreamError) {
        var bytes: [UInt8] = []
        if showsHead { bytes += head(of: response) }
        if showsBody { bytes += body(response.body) }
        if !bytes.isEmpty { try output.console.output.write(bytes) }
    }

    /// Writes a document that was assembled from answers.
    func write(_ document: JSONText) throws(StreamError) {
        if showsBody { try output.console.output.write(Array(text(document).utf8)) }
    }

    private func text(_ document: JSONText) -> String {
        document.text(indented: isTerminal && output.format != .jsonl, isVisible: isTerminal) + "\n"
    }

    private func body(_ body: Data) -> [UInt8] {
        guard isTerminal || output.format == .jsonl, !body.isEmpty else { return Array(body) }
        if let document = JSONText(parsing: body) { return Array(text(document).utf8) }
        guard isTerminal else { return Array(body) }
        let shown = VisibleText.escapingLines(of: body)
        return Array((shown.hasSuffix("\n") ? shown : shown + "\n").utf8)
    }

    /// Returns the status and the header fields, followed by an empty line.
    private func head(of response: HTTPResponse) -> [UInt8] {
        let lines = ["HTTP \(response.status)"] + response.headers.fields.map { "\($0.name): \($0.value)" }
        return Array((lines.map { isTerminal ? VisibleText.escaping($0) : $0 }.joined(separator: "\n") + "\n\n").utf8)
    }
}
