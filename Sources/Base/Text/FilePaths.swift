/// Arithmetic on paths, without touching the disk.
///
/// It looks at bytes, as the system does: a slash is one also where a mark after it combines with it.
package enum FilePaths {
    private static let slash = UInt8(ascii: "/")

    /// Returns the folder that contains `path`; "." for a bare name.
    package static func parent(of path: String) -> String {
        guard let last = path.utf8.lastIndex(of: slash) else { return "." }
        return last == path.startIndex ? "/" : String(path[..<last])
    }

    /// The last part of a path.
    package static func name(of path: String) -> String {
        path.utf8.split(separator: slash).last.map { String(Substring($0)) } ?? ""
    }

    /// Returns `path` itself if it is absolute, otherwise the path below `folder`.
    package static func resolve(_ path: String, in folder: String) -> String {
        path.utf8.first == slash ? path : join(folder, path)
    }

    /// Joins two parts with one slash between them.
    package static func join(_ folder: String, _ name: String) -> String {
        folder.utf8.last == slash ? folder + name : folder + "/" + name
    }
}
