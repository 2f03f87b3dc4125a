import Foundation
import Testing

@testable import Base
@testable import LoopbackServer

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Sockets on Linux and macOS")
struct SocketPlatformTests {
    @Test("sending to a vanished client is an error, not a fatal signal")
    func vanishedClient() throws {
        var pair: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, SocketPlatform.stream, 0, &pair) == 0)
        let socket = Socket(pair[0])
        close(pair[1])
        #expect(socket.send([1]) == .ended)
    }

    @Test("a server listens on 127.0.0.1, and on ::1 if there is IPv6")
    func loopback() throws {
        let socket = try ListeningSocket(port: 0)
        #expect(socket.port > 0)
        #expect(SocketPlatform.loopback(port: 0x1234).sin_port == UInt16(0x1234).bigEndian)
        #expect(SocketPlatform.version6Loopback(port: 7).sin6_family == sa_family_t(AF_INET6))
    }
}
