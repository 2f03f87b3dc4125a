// The compiler assigns C's thread types to the first module that includes their header.
import Base
import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The differences between Linux and macOS, for all modules.
package enum Platform {
    #if canImport(Glibc)
        /// The file name of the system's libcurl.
        package static let curlLibraryNames = ["libcurl.so.4", "libcurl-gnutls.so.4"]
        /// The system's name in request headers.
        package static let name = "linux"
        /// The program that opens a page in the user's browser.
        static let browserOpener = "xdg-open"
        /// Whether that program needs a display.
        static let browserNeedsScreen = true
        /// Where distributions keep a folder of trusted certificates that are looked up by hash.
        package static let certificateDirectories = ["/etc/ssl/certs", "/etc/pki/tls/certs"]
        /// Where distributions keep all trusted certificates in one file.
        package static let certificateBundles = [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem",
        ]

        /// A thread's function, as this system's `pthread_create` declares it.
        typealias ThreadBody = @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?

        /// Starts a detached thread; returns false if the system has none left.
        static func startThread(_ context: UnsafeMutableRawPointer, _ body: ThreadBody) -> Bool {
            var thread = pthread_t()
            // The compiler mistakes this type's initializer for libdispatch's, so the memory is allocated without it.
            let isStarted = withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { room in
                guard let attributes = room.baseAddress else { return false }
                pthread_attr_init(attributes)
                defer { pthread_attr_destroy(attributes) }
                // The default of 8 MB is most of the memory that a small process may have.
                pthread_attr_setstacksize(attributes, 1 << 20)
                return pthread_create(&thread, attributes, body, context) == 0
            }
            if isStarted { pthread_detach(thread) }
            return isStarted
        }

        /// The value that disables a special character in terminal settings.
        package static let noControlCharacter: UInt8 = 0

        /// The changes to the streams of a new process before it runs.
        typealias SpawnActions = posix_spawn_file_actions_t
        /// The attributes that a new process inherits.
        typealias SpawnAttributes = posix_spawnattr_t

        /// The flag that starts a process in a new session, without a terminal.
        static let spawnsInSession: Int16 = 0x80

        static var noSpawnActions: SpawnActions { SpawnActions() }
        static var noSpawnAttributes: SpawnAttributes { SpawnAttributes() }

        /// Spawn flags that other systems lack.
        static let spawnFlags: Int32 = 0

        /// Gives a new process one stream.
        static func addStream(_ actions: inout SpawnActions, from: Int32, to: Int32) {
            posix_spawn_file_actions_adddup2(&actions, from, to)
        }

        /// Closes everything from a number on in a new process, after its streams are in place.
        static func addClosingOthers(_ actions: inout SpawnActions, from first: Int32) {
            typealias Call = @convention(c) (UnsafeMutablePointer<SpawnActions>, Int32) -> Int32
            // Available since glibc 2.34; before that, the close-on-exec flag of each of our files has to be enough.
            guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else {
                for number in first..<Int32(256) where fcntl(number, F_GETFD) >= 0 {
                    posix_spawn_file_actions_addclose(&actions, number)
                }
                return
            }
            _ = unsafeBitCast(symbol, to: Call.self)(&actions, first)
        }

        /// The limit on the size of core files.
        static var coreLimit: rlimit? {
            get {
                var limit = rlimit()
                return getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 ? limit : nil
            }
            set {
                guard var limit = newValue else { return }
                _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
            }
        }

        /// The limit on the size of files; nil if there is none.
        static var fileSizeLimit: UInt64? {
            var limit = rlimit()
            guard getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { return nil }
            return limit.rlim_cur == rlim_t.max ? nil : UInt64(limit.rlim_cur)
        }

        /// Reserves space after the end of a file without changing its size; returns the system's error, or 0.
        static func reserve(_ number: Int32, behind end: Int64, size: Int) -> Int32 {
            typealias Call = @convention(c) (Int32, Int32, Int, Int) -> Int32
            guard let symbol = dlsym(nil, "fallocate") else { return ENOSYS }
            let keepSize: Int32 = 1
            return unsafeBitCast(symbol, to: Call.self)(number, keepSize, Int(end), size) == 0 ? 0 : errno
        }

        /// Keeps everybody but root from reading this process's memory, and disables core dumps, even to a program.
        static func forbidDumps() {
            typealias Call = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
            // Swift can't call variadic C functions; integers are passed the same way here.
            guard let symbol = dlsym(nil, "prctl") else { return }
            let setDumpable: Int32 = 4
            _ = unsafeBitCast(symbol, to: Call.self)(setDumpable, 0, 0, 0, 0)
        }

        /// The path of the executable that this process runs.
        package static var executable: String? { "/proc/self/exe" }

        /// When a file was last changed, in nanoseconds since 1970.
        static func changeTime(of status: stat) -> Int64 {
            // Field by field: optimized builds assign this type's fields to a module of Swift's own.
            withUnsafeBytes(of: status.st_ctim) { bytes in
                let parts = bytes.bindMemory(to: Int.self)
                return Int64(parts[0]) * 1_000_000_000 + Int64(parts[1])
            }
        }

        /// Whether names that differ in case alone are two files.
        static let tellsCaseApart = true

        /// Forces a file's content to the disk.
        package static func synchronize(_ number: Int32) -> Int32 { fsync(number) }

        /// Returns what keeps a file from being replaced; nothing if the system can't tell.
        ///
        /// The function is looked up because older systems don't have it. The layout of its result is fixed: the
        /// attributes are the second word.
        static func traits(of path: String) -> FileTraits {
            typealias Call =
                @convention(c) (
                    Int32, UnsafePointer<CChar>, Int32, UInt32, UnsafeMutableRawPointer?
                ) -> Int32
            guard let symbol = dlsym(nil, "statx") else { return FileTraits() }
            let call = unsafeBitCast(symbol, to: Call.self)
            var answer = [UInt64](repeating: 0, count: 32)
            let result = answer.withUnsafeMutableBytes { call(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, 0, $0.baseAddress) }
            guard result == 0 else { return FileTraits() }
            return FileTraits(
                isImmutable: answer[1] & 0x10 != 0, isAppendOnly: answer[1] & 0x20 != 0,
                isMountPoint: answer[1] & 0x2000 != 0)
        }

        /// Forces a file's content to the disk if its size is unchanged.
        static func synchronizeContent(_ number: Int32) -> Int32 { fdatasync(number) }

        /// Returns the number of unread bytes in a pipe; nil if the writing end can't tell.
        package static func unreadBytes(inPipe number: Int32) -> Int? {
            var count: Int32 = 0
            return ioctl(number, UInt(FIONREAD), &count) == 0 ? Int(count) : nil
        }
    #else
        /// The file name of the system's libcurl.
        package static let curlLibraryNames = ["libcurl.4.dylib", "/usr/lib/libcurl.4.dylib"]
        /// The system's name in request headers.
        package static let name = "darwin"
        /// The program that opens a page in the user's browser.
        static let browserOpener = "open"
        /// Whether that program needs a display.
        static let browserNeedsScreen = false
        /// None: the system's libcurl knows where its certificates are.
        package static let certificateDirectories: [String] = []
        /// None: the system's libcurl knows where its certificates are.
        package static let certificateBundles: [String] = []

        /// A thread's function, as this system's `pthread_create` declares it.
        typealias ThreadBody = @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer?

        /// Starts a detached thread; returns false if the system has none left.
        static func startThread(_ context: UnsafeMutableRawPointer, _ body: ThreadBody) -> Bool {
            var thread: pthread_t?
            guard pthread_create(&thread, nil, body, context) == 0, let thread else { return false }
            pthread_detach(thread)
            return true
        }

        /// The value that disables a special character in terminal settings.
        package static let noControlCharacter: UInt8 = 0xFF

        /// The changes to the streams of a new process before it runs.
        typealias SpawnActions = posix_spawn_file_actions_t?
        /// The attributes that a new process inherits.
        typealias SpawnAttributes = posix_spawnattr_t?

        /// The flag that starts a process in a new session, without a terminal.
        static let spawnsInSession: Int16 = 0x0400

        static var noSpawnActions: SpawnActions { nil }
        static var noSpawnAttributes: SpawnAttributes { nil }

        /// Spawn flags that other systems lack: the process gets the streams that are added, and nothing else.
        static let spawnFlags = POSIX_SPAWN_CLOEXEC_DEFAULT

        /// Gives a new process one stream.
        static func addStream(_ actions: inout SpawnActions, from: Int32, to: Int32) {
            if from == to {
                posix_spawn_file_actions_addinherit_np(&actions, to)
            } else {
                posix_spawn_file_actions_adddup2(&actions, from, to)
            }
        }

        /// Does nothing: ``spawnFlags`` already closes everything else.
        static func addClosingOthers(_ actions: inout SpawnActions, from first: Int32) {}

        /// The limit on the size of core files.
        static var coreLimit: rlimit? {
            get {
                var limit = rlimit()
                return getrlimit(RLIMIT_CORE, &limit) == 0 ? limit : nil
            }
            set {
                guard var limit = newValue else { return }
                _ = setrlimit(RLIMIT_CORE, &limit)
            }
        }

        /// The limit on the size of files; nil if there is none.
        static var fileSizeLimit: UInt64? {
            var limit = rlimit()
            guard getrlimit(RLIMIT_FSIZE, &limit) == 0, limit.rlim_cur < rlim_t(Int64.max) else { return nil }
            return UInt64(limit.rlim_cur)
        }

        /// Reserves space after the end of a file without changing its size; returns the system's error, or 0.
        static func reserve(_ number: Int32, behind end: Int64, size: Int) -> Int32 {
            var room = fstore_t(
                fst_flags: UInt32(F_ALLOCATEALL), fst_posmode: F_PEOFPOSMODE, fst_offset: 0, fst_length: off_t(size),
                fst_bytesalloc: 0)
            return fcntl(number, F_PREALLOCATE, &room) == -1 ? errno : 0
        }

        /// Does nothing: on macOS, the limit on core files is enough.
        static func forbidDumps() {}

        /// The path of the executable that this process runs.
        package static var executable: String? {
            var size: UInt32 = 4_096
            var buffer = [CChar](repeating: 0, count: Int(size))
            guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
            return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
        }

        /// When a file was last changed, in nanoseconds since 1970.
        static func changeTime(of status: stat) -> Int64 {
            Int64(status.st_ctimespec.tv_sec) * 1_000_000_000 + Int64(status.st_ctimespec.tv_nsec)
        }

        /// Whether names that differ in case alone are two files; usually not on macOS.
        static let tellsCaseApart = false

        /// Forces a file's content to the disk; on macOS, `fsync` alone leaves it in the drive's own cache.
        package static func synchronize(_ number: Int32) -> Int32 {
            fcntl(number, F_FULLFSYNC) == 0 ? 0 : fsync(number)
        }

        /// Returns what keeps a file from being replaced; macOS has no mounts of single files.
        static func traits(of path: String) -> FileTraits {
            var status = stat()
            guard lstat(path, &status) == 0 else { return FileTraits() }
            return FileTraits(
                isImmutable: status.st_flags & UInt32(UF_IMMUTABLE | SF_IMMUTABLE) != 0,
                isAppendOnly: status.st_flags & UInt32(UF_APPEND | SF_APPEND) != 0)
        }

        /// Forces a file's content to the disk if its size is unchanged.
        static func synchronizeContent(_ number: Int32) -> Int32 { synchronize(number) }

        /// Returns nil: only the reading end knows how many bytes are unread.
        package static func unreadBytes(inPipe number: Int32) -> Int? { nil }
    #endif
}
