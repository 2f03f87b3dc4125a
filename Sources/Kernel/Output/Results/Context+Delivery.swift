#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Output {
    /// Checks that somebody is there to read stdout, before a secret is asked for that is shown only once.
    ///
    /// - Throws: ``CommandError`` where stdout is closed or its reader is gone.
    public func requireReader() throws {
        guard console.output.isBroken else { return }
        throw CommandError(.failure, "stdout is closed, so the value could not be shown; nothing was changed")
    }
}

extension Context {
    /// Writes a secret that the server shows only once: alone in tables, within its record in machine formats.
    ///
    /// When stdout does not take it, it is kept in a file that only its owner can read.
    /// - Parameters:
    ///   - secret: The secret.
    ///   - record: What it belongs to, the secret included.
    ///   - name: What the file is called in that case; an ID.
    ///   - columns: The record's fields.
    /// - Throws: ``CommandError`` with ``ExitCode/undelivered``, which says where the secret is.
    public func deliver<Row: Encodable>(
        _ secret: String, of record: Row, named name: String, columns: [Column<Row>]
    ) throws {
        do {
            if output.format == .table, options.fields == nil {
                try output.text(output.console.output.isTerminal ? VisibleText.escaping(secret) : secret)
            } else {
                try output.record(record, columns: columns)
            }
        } catch let error as StreamError {
            throw keep(secret, name, after: error)
        }
    }

    private func keep(_ secret: String, _ name: String, after error: StreamError) -> CommandError {
        let failure = "the value could not be written to stdout (\(error))"
        do {
            // The name may be the server's: it must not lead out of the folder.
            let name = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" }
            let path = "\(try environment.stateDirectory())/recovery/\(String(name))"
            try files.replace(path, with: Data((secret + "\n").utf8))
            return CommandError(.undelivered, "\(failure); it was kept in \(path)", hint: "cat \(path)")
        } catch {
            return CommandError(
                .undelivered, "\(failure), nor kept in a file (\(CommandError(describing: error).message)); it is lost",
                hint: "rotate the token to get another value")
        }
    }
}

extension StreamError: CustomStringConvertible {
    /// Why, in words.
    public var description: String {
        switch self {
        case .closed: "its reader is gone"
        case .system(let words): words
        }
    }
}
