#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension ParsedArguments {
    /// All values, those in files and on stdin read now.
    ///
    /// - Throws: ``CommandError`` that names the argument and the file, but never what stands there.
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
        guard !path.isEmpty else { throw .usage("\(label): no path follows the @") }
        let place = FilePaths.resolve(path, in: world.environment.workingDirectory)
        do {
            if let version = try world.files.version(of: place), version.size > Self.largest {
                throw tooLarge("'\(path.shortened)'")
            }
            guard let content = try world.files.read(place) else {
                throw CommandError.usage(
                    "\(label): there is no file '\(path.shortened)'", hint: "a value that begins with @ is written @@")
            }
            return Array(content)
        } catch let error as CommandError {
            throw error
        } catch {
            var error = CommandError(describing: error)
            error.message = "\(label): \(error.message)"
            if error.hint == nil { error.hint = "what is no plain file can be piped in: pass - for stdin" }
            throw error
        }
    }

    /// What was read as text, without the line end that editors and `echo` leave.
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
