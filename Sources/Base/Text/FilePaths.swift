/// Arithmetic on paths, without touching the disk.
package enum FilePaths {
    /// Returns the folder that contains `path`; "." for a bare name.
    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of a path.
    package static func name(of path: String) -> String { String(path.split(separator: "/").last ?? "") }

    /// Returns `path` itself if it is absolute, otherwise the path below `folder`.
    package static func resolve(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") ? path : join(folder, path)
    }

    /// Joins two parts with one slash between them.
    package static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }
}
