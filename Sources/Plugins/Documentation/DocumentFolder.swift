#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The folder that documents are written to: they take the place of what was written there before, and of nothing else.
struct DocumentFolder {
    let path: String
    let context: Context
    /// What the text of every document of this kind holds, so that they can be told from others'.
    let mark: String

    /// Writes documents by their names, and removes those of commands that are gone.
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
            // Folders and what cannot be read are none of ours.
            if let old = try? context.files.read(file), isOurs(old) { try context.files.remove(file) }
        }
        context.output.notice("\(documents.count) documents are in \(path).")
    }

    private func isOurs(_ content: Data) -> Bool {
        content.prefix(400).firstRange(of: Data(mark.utf8)) != nil
    }
}

/// Where documents go.
struct FolderArgument: ArgumentGroup, Equatable {
    @Option(valueName: "DIR", help: "The folder to write to; created if missing", completion: .folders)
    var outputDir: String
}
