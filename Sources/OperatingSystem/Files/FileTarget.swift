/// The file or folder that a path leads to once links, `.` and `..` are resolved.
public struct FileTarget: Sendable, Equatable {
    /// The kinds of targets.
    public enum Kind: Sendable, Equatable {
        /// Nothing, or a broken symbolic link.
        case nothing
        case plainFile
        case folder
        /// `/dev/null`, which discards everything.
        case nullDevice
        /// A pipe, a socket or another device.
        case other
    }

    /// The path, with links, `.` and `..` resolved.
    public let path: String
    /// The kind of the target.
    public let kind: Kind
    /// The identity of the file or folder; nil if nothing is there.
    public let identity: FileStatus.Identity?

    /// Creates a target.
    public init(path: String, kind: Kind, identity: FileStatus.Identity? = nil) {
        self.path = path
        self.kind = kind
        self.identity = identity
    }

    /// The keys of which two targets share one if writing to one would change the other.
    package var keys: [String] {
        // Two names that differ in case alone become one file on some systems, a path and a hard link are one on all.
        [Platform.tellsCaseApart ? path : path.lowercased()] + (identity.map { ["\($0.device) \($0.inode)"] } ?? [])
    }

    /// Returns whether two targets are the same file or folder.
    public func isSame(as other: FileTarget) -> Bool {
        if let identity, let theirs = other.identity { return identity == theirs }
        return path == other.path
    }
}
