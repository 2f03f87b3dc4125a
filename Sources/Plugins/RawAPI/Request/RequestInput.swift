import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The files and standard input that become part of a request.
struct RequestInput {
    let context: Context

    /// The maximum size of a request in bytes.
    private static let limit = 64 << 20

    /// Returns the unchanged bytes of a file, or of standard input if `path` is `-`.
    func content(_ path: String) async throws -> Data {
        guard path != "-" else { return try await stdin() }
        let full = FilePaths.resolve(path, in: context.environment.workingDirectory)
        guard let content = try context.files.read(full) else {
            throw CommandError(
                .notFound, "there is no file \(full); nothing was sent",
                hint: "pass --input - to read the body from stdin")
        }
        guard content.count <= Self.limit else { throw tooLong(full) }
        return content
    }

    /// Parses a typed parameter: `true`, `false`, `null`, a number, JSON in brackets, `@FILE`, or else text.
    func value(_ text: String, of key: String) async throws -> JSONText {
        if text.hasPrefix("@@") { return JSONText(quoting: String(text.dropFirst())) }
        if text.hasPrefix("@") { return JSONText(quoting: try await fileText(String(text.dropFirst()))) }
        let parsed = JSONText(parsing: text.utf8)
        if text.hasPrefix("{") || text.hasPrefix("[") {
            if let parsed { return parsed }
            throw CommandError.usage(
                "the value of '\(key)' looks like JSON but isn't valid", hint: "pass -f to send it as text")
        }
        if let parsed, case .literal = parsed { return parsed }
        return JSONText(quoting: text)
    }

    private func fileText(_ path: String) async throws -> String {
        guard var text = String(validating: try await content(path), as: UTF8.self) else {
            throw CommandError.usage("\(path) is not UTF-8 text; nothing was sent")
        }
        if text.last?.isNewline == true { text.removeLast() }
        return text
    }

    private func stdin() async throws -> Data {
        let bytes = try await context.output.console.input.readToEnd(limit: Self.limit + 1)
        guard bytes.count <= Self.limit else { throw tooLong("stdin") }
        return Data(bytes)
    }

    private func tooLong(_ name: String) -> CommandError {
        .usage("\(name) holds more than 64 MiB, which is more than a request may; nothing was sent")
    }
}
