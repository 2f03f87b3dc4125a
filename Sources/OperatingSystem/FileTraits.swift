/// Properties that keep a file or folder from being replaced, regardless of its mode.
struct FileTraits: Equatable {
    var isImmutable = false
    /// Whether it is append-only.
    var isAppendOnly = false
    /// Whether another file is mounted over it, as containers do with single files.
    var isMountPoint = false
}
