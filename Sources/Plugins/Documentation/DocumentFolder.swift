#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Catalog
import Kernel

/// The folder that documents are written to: they replace earlier ones there, and no other files.
struct DocumentFolder {
    let path: String
    let context: Context
    /// The text that every document of this kind contains, which distinguishes it from other files.
    let mark: String

    /// Writes a document for each command and group.
    func write(_ document: (ReferenceTopic) -> (name: String, text: String)) throws {
        try write(ReferenceTopic.all(of: context.program).map(document))
    }

    /// Writes documents by name, and deletes those of commands that no longer exist.
    func write(_ documents: [(name: String, text: String)]) throws {
        let path = FilePaths.resolve(path, in: context.environment.workingDirectory)
        for (name, text) in documents {
            let file = FilePaths.join(path, name)
            if let old = try context.files.read(file) {
                if old == Data(text.utf8) { continue }
                guard isOurs(old) else {
                    throw CommandError(.failure, "\(file) was not written by this command, and is left alone")
                }
            }
            try context.files.replace(
                file, with: Data(text.utf8), FileReplacement(followsLinks: false, isDurable: false, isPrivate: false))
        }
        let names = Set(documents.map(\.name))
        for name in try context.files.names(in: path) where !names.contains(name) {
            let file = FilePaths.join(path, name)
            // Folders and unreadable files aren't earlier documents.
            if let old = try? context.files.read(file), isOurs(old) { try context.files.remove(file) }
        }
        let verb = documents.count == 1 ? "is" : "are"
        context.output.notice("\(documents.count.counted("document")) \(verb) in \(path).")
    }

    private func isOurs(_ content: Data) -> Bool {
        content.prefix(400).firstRange(of: Data(mark.utf8)) != nil
    }
}

/// The folder for documents.
struct FolderArgument: ArgumentGroup, Equatable {
    @Option(valueName: "DIR", help: "The folder to write to; created if missing", completion: .folders)
    var outputDir: String
}
