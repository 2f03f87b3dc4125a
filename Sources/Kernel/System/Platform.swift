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
        /// The program that opens a page in the person's browser.
        static let browserOpener = "xdg-open"
        /// Whether that program needs to be told of a screen.
        static let browserNeedsScreen = true
        /// Where distributions keep a folder of trusted certificates that is looked up by hash.
        static let certificateDirectories = ["/etc/ssl/certs", "/etc/pki/tls/certs"]
        /// Where distributions keep all trusted certificates in one file.
        static let certificateBundles = [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem",
        ]

        /// The body of a thread, as this system's `pthread_create` takes it.
        typealias ThreadBody = @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?

        /// Starts a thread that nobody waits for; false when the system has none to give.
        static func startThread(_ context: UnsafeMutableRawPointer, _ body: ThreadBody) -> Bool {
            var thread = pthread_t()
            guard pthread_create(&thread, nil, body, context) == 0 else { return false }
            pthread_detach(thread)
            return true
        }

        /// The character in a terminal's settings that stands for none.
        static let noControlCharacter: UInt8 = 0

        /// What a process that is started does with its streams before it runs.
        typealias SpawnActions = posix_spawn_file_actions_t
        /// What a process that is started inherits.
        typealias SpawnAttributes = posix_spawnattr_t

        static var noSpawnActions: SpawnActions { SpawnActions() }
        static var noSpawnAttributes: SpawnAttributes { SpawnAttributes() }

        /// When a file was last changed, in nanoseconds since 1970.
        static func changeTime(of status: stat) -> Int64 {
            // By its parts: to an optimising build, the fields of this type belong to a module of Swift's own.
            withUnsafeBytes(of: status.st_ctim) { bytes in
                let parts = bytes.bindMemory(to: Int.self)
                return Int64(parts[0]) * 1_000_000_000 + Int64(parts[1])
            }
        }

        /// Forces a file's content to the disk.
        static func synchronize(_ number: Int32) -> Int32 { fsync(number) }
    #else
        /// The name under which the system's libcurl is opened.
        static let curlLibraryNames = ["libcurl.4.dylib", "/usr/lib/libcurl.4.dylib"]
        /// What this system is called in request headers.
        static let name = "darwin"
        /// The program that opens a page in the person's browser.
        static let browserOpener = "open"
        /// Whether that program needs to be told of a screen.
        static let browserNeedsScreen = false
        /// None: the system's libcurl knows where its certificates are.
        static let certificateDirectories: [String] = []
        /// None: the system's libcurl knows where its certificates are.
        static let certificateBundles: [String] = []

        /// The body of a thread, as this system's `pthread_create` takes it.
        typealias ThreadBody = @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer?

        /// Starts a thread that nobody waits for; false when the system has none to give.
        static func startThread(_ context: UnsafeMutableRawPointer, _ body: ThreadBody) -> Bool {
            var thread: pthread_t?
            guard pthread_create(&thread, nil, body, context) == 0, let thread else { return false }
            pthread_detach(thread)
            return true
        }

        /// The character in a terminal's settings that stands for none.
        static let noControlCharacter: UInt8 = 0xFF

        /// What a process that is started does with its streams before it runs.
        typealias SpawnActions = posix_spawn_file_actions_t?
        /// What a process that is started inherits.
        typealias SpawnAttributes = posix_spawnattr_t?

        static var noSpawnActions: SpawnActions { nil }
        static var noSpawnAttributes: SpawnAttributes { nil }

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
