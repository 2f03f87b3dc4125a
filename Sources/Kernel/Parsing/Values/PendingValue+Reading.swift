import Base

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension ParsedArguments {
    /// Returns all values; those in files and on stdin are read now.
    ///
    /// - Throws: ``CommandError`` that names the argument and the file, but never quotes the content.
    func allValues(in world: World) async throws -> [String: any Sendable] {
        var values = values
        for value in pending {
            var words: [String] = []
            for text in value.texts { words.append(try await value.word(text, world)) }
            values[value.definition.path.text] = try value.read(words)
        }
        return values
    }
}

extension PendingValue {
    private static var largest: Int { 1 << 20 }

    fileprivate func word(_ text: ValueText, _ world: World) async throws -> String {
        switch text {
        case .literal(let word): return word
        case .stdin: return try self.text(try await world.console.input.readToEnd(limit: Self.largest + 1), of: "stdin")
        case .file(let path): return try self.text(try bytes(of: path, world), of: "'\(path.shortened)'")
        }
    }

    private func bytes(of path: String, _ world: World) throws(CommandError) -> [UInt8] {
        guard !path.isEmpty else { throw .usage("\(label): the path after @ is missing") }
        let place = FilePaths.resolve(path, in: world.environment.workingDirectory)
        do {
            if let version = try world.files.version(of: place), version.size > Self.largest {
                throw tooLarge("'\(path.shortened)'")
            }
            guard let content = try world.files.read(place) else {
                throw CommandError.usage(
                    "\(label): there is no file '\(path.shortened)'", hint: "write @@ for a value that begins with @")
            }
            return Array(content)
        } catch let error as CommandError {
            throw error
        } catch {
            var error = CommandError(describing: error)
            error.message = "\(label): \(error.message)"
            if error.hint == nil { error.hint = "pass - to have it read from stdin" }
            throw error
        }
    }

    /// Returns the content as text, without the line break that editors and `echo` add.
    private func text(_ bytes: [UInt8], of place: String) throws(CommandError) -> String {
        guard bytes.count <= Self.largest else { throw tooLarge(place) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .usage("\(label): \(place) is not text in UTF-8")
        }
        // A carriage return and its newline are one character.
        return text.last == "\n" || text.last == "\r\n" ? String(text.dropLast()) : text
    }

    private func tooLarge(_ place: String) -> CommandError {
        .usage("\(label): \(place) is longer than 1 MiB")
    }
}
