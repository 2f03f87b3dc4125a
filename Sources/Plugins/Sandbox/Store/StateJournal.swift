#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The changes since the state file was written, in a file next to it with a line for each.
///
/// Each line names the state file that it follows. So a journal that a killed process left behind, after its changes
/// went into a new state file, is recognized as obsolete.
struct StateJournal: Sendable {
    /// The relation of a journal to a state file.
    enum Condition {
        /// The journal is missing, or follows another state file.
        case absent
        case complete
        /// The process or the machine died while writing the last line, so nobody was told that this change succeeded.
        case cutOff
    }

    let path: String
    private let files: any FileSystem

    init(path: String, files: any FileSystem) {
        self.path = path
        self.files = files
    }

    func version() throws -> FileVersion? { try files.version(of: path) }

    func read() throws -> Data? { try files.read(path) }

    /// Applies the changes in a journal to the state from the state file.
    func apply(_ content: Data, to state: inout SandboxState) throws -> Condition {
        var lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var isCutOff = lines.popLast()?.isEmpty == false
        for (index, line) in lines.enumerated() {
            guard let change = try? JSONDecoder().decode(StateChange.self, from: line) else {
                // Each line is on the disk before the next is written: a crash can only damage the last one.
                guard index == lines.count - 1, !isCutOff else { throw StateFile.damaged(path) }
                isCutOff = true
                break
            }
            guard change.fileID == state.fileID else { return .absent }
            change.apply(to: &state)
        }
        return isCutOff ? .cutOff : .complete
    }

    /// Appends a change, and forces it to the disk.
    ///
    /// - Parameter isFirst: Whether it is the first since the state file was written; it then replaces an old journal.
    func add(_ change: StateChange, isFirst: Bool) throws {
        let line = try StateFile.json(change) + [UInt8(ascii: "\n")]
        if isFirst { try files.replace(path, with: line) } else { try files.appendShared(line, to: path) }
    }

    func remove() throws { try files.remove(path) }
}
