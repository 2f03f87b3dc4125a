#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where Linux and macOS differ, for the whole kernel.
enum Platform {
    #if canImport(Glibc)
        /// The name under which the system's libcurl is opened.
        static let curlLibraryNames = ["libcurl.so.4", "libcurl-gnutls.so.4"]
        /// What this system is called in request headers.
        static let name = "linux"

        /// When a file was last changed, in nanoseconds since 1970.
        static func changeTime(of status: stat) -> Int64 {
            Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
        }

        /// Forces a file's content to the disk.
        static func synchronize(_ number: Int32) -> Int32 { fsync(number) }
    #else
        /// The name under which the system's libcurl is opened.
        static let curlLibraryNames = ["libcurl.4.dylib", "/usr/lib/libcurl.4.dylib"]
        /// What this system is called in request headers.
        static let name = "darwin"

        /// When a file was last changed, in nanoseconds since 1970.
        static func changeTime(of status: stat) -> Int64 {
            Int64(status.st_ctimespec.tv_sec) * 1_000_000_000 + Int64(status.st_ctimespec.tv_nsec)
        }

        /// Forces a file's content to the disk; `fsync` alone leaves it in the drive's own memory there.
        static func synchronize(_ number: Int32) -> Int32 {
            fcntl(number, F_FULLFSYNC) == 0 ? 0 : fsync(number)
        }
    #endif
}
