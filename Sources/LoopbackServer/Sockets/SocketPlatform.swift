import Base

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The differences of sockets between Linux and macOS.
enum SocketPlatform {
    #if canImport(Glibc)
        static let stream = Int32(SOCK_STREAM.rawValue)
        /// Makes `send` to a client that is gone an error instead of a signal.
        static let sendFlags = Int32(MSG_NOSIGNAL)

        static func prepare(_ number: Int32) {}

        /// An address of this machine alone.
        static func loopback(port: UInt16) -> sockaddr_in {
            sockaddr_in(
                sin_family: sa_family_t(AF_INET), sin_port: port.bigEndian,
                sin_addr: in_addr(s_addr: UInt32(0x7F00_0001).bigEndian), sin_zero: (0, 0, 0, 0, 0, 0, 0, 0))
        }

        /// The same for IPv6.
        static func version6Loopback(port: UInt16) -> sockaddr_in6 {
            sockaddr_in6(
                sin6_family: sa_family_t(AF_INET6), sin6_port: port.bigEndian, sin6_flowinfo: 0,
                sin6_addr: in6addr_loopback, sin6_scope_id: 0)
        }
    #else
        static let stream = SOCK_STREAM
        static let sendFlags: Int32 = 0

        /// Makes `send` to a client that is gone an error instead of a signal.
        static func prepare(_ number: Int32) {
            var on: Int32 = 1
            setsockopt(number, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        }

        /// An address of this machine alone.
        static func loopback(port: UInt16) -> sockaddr_in {
            sockaddr_in(
                sin_len: UInt8(MemoryLayout<sockaddr_in>.size), sin_family: sa_family_t(AF_INET),
                sin_port: port.bigEndian, sin_addr: in_addr(s_addr: UInt32(0x7F00_0001).bigEndian),
                sin_zero: (0, 0, 0, 0, 0, 0, 0, 0))
        }

        /// The same for IPv6.
        static func version6Loopback(port: UInt16) -> sockaddr_in6 {
            sockaddr_in6(
                sin6_len: UInt8(MemoryLayout<sockaddr_in6>.size), sin6_family: sa_family_t(AF_INET6),
                sin6_port: port.bigEndian, sin6_flowinfo: 0, sin6_addr: in6addr_loopback, sin6_scope_id: 0)
        }
    #endif
}
