#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif
import Synchronization

/// A file that is written piece by piece and replaces the old one once it is complete.
///
/// Call either ``commit()`` or ``discard()``, once; until then the file at the path stays as it is.
public protocol FileWriter: Sendable {
    /// Writes more bytes.
    ///
    /// - Throws: ``FileError``, for example if the disk is full.
    func write(_ bytes: Data) throws(FileError)

    /// Discards everything written so far, and starts over.
    func restart() throws(FileError)

    /// Puts the new file in place of the old one; if that fails, the old file stays, and there is nothing to discard.
    func commit() throws(FileError)

    /// Discards the new file.
    func discard()
}

extension FileSystem {
    /// Returns a writer that keeps the content in memory until it is complete.
    public func writer(of path: String, _ manner: FileReplacement) throws(FileError) -> any FileWriter {
        try requireReplaceable(path, size: 0, manner)
        return BufferedFileWriter { [self] content throws(FileError) in try replace(path, with: content, manner) }
    }
}

/// Pieces of a file that are kept in memory.
private final class BufferedFileWriter: FileWriter {
    private let content = Mutex(Data())
    private let put: @Sendable (Data) throws(FileError) -> Void

    init(put: @escaping @Sendable (Data) throws(FileError) -> Void) { self.put = put }

    func write(_ bytes: Data) { content.withLock { $0 += bytes } }
    func restart() { content.withLock { $0 = Data() } }
    func commit() throws(FileError) { try put(content.withLock { $0 }) }
    func discard() {}
}

/// A file on disk that is written next to the one that it will replace.
struct TemporaryFileWriter: FileWriter {
    let temporary: TemporaryFile
    let folder: String
    let isDurable: Bool

    func write(_ bytes: Data) throws(FileError) { try temporary.add(bytes) }

    func restart() throws(FileError) { try temporary.empty() }

    func commit() throws(FileError) {
        try temporary.write(Data(), isDurable: isDurable) { temporary throws(FileError) in
            try temporary.replaceTarget()
        }
        if isDurable { Folders.synchronize(folder) }
    }

    func discard() { temporary.abandon() }
}
