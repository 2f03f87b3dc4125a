#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The memory that this process can still get.
package enum Memory {
    /// Returns whether a number of bytes is available right now.
    package static func hasRoom(_ count: Int) -> Bool {
        let room = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0)
        guard let room, room != MAP_FAILED else { return false }
        munmap(room, count)
        return true
    }
}
