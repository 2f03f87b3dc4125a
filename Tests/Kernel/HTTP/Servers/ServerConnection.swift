import Dispatch

@testable import Kernel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One connection of a ``LoopbackServer``.
struct ServerConnection {
    let socket: Int32
    let number: Int
    private var unread: [UInt8] = []

    init(socket: Int32, number: Int) {
        self.socket = socket
        self.number = number
    }

    /// The next request, or nil when the client has closed the connection.
    mutating func readRequest() -> LoopbackServer.Request? {
        guard let head = read(through: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init)
        let request = LoopbackServer.Request(lines: lines, body: "", connection: number)
        let length = request.header("content-length").flatMap(Int.init) ?? 0
        guard let body = read(count: length) else { return nil }
        return LoopbackServer.Request(lines: lines, body: String(decoding: body, as: UTF8.self), connection: number)
    }

    mutating func readToEnd() {
        while readMore() {}
    }

    func write(_ bytes: [UInt8]) {
        Socket.write(bytes, to: socket)
    }

    /// Copies bytes both ways until the client closes.
    func relay(to port: UInt16, greeting: [UInt8]) {
        guard let target = Socket.connect(port) else { return }
        write(greeting)
        let client = socket
        let answered = DispatchSemaphore(value: 0)
        _ = BackgroundThread.start {
            Socket.copy(from: target, to: client)
            shutdown(client, Socket.bothWays)
            answered.signal()
        }
        Socket.copy(from: client, to: target)
        shutdown(target, Socket.bothWays)
        answered.wait()
        close(target)
    }

    private mutating func read(through mark: [UInt8]) -> [UInt8]? {
        while true {
            if let end = unread.firstRange(of: mark)?.upperBound {
                defer { unread.removeFirst(end) }
                return Array(unread[..<end])
            }
            guard readMore() else { return nil }
        }
    }

    private mutating func read(count: Int) -> [UInt8]? {
        while unread.count < count {
            guard readMore() else { return nil }
        }
        defer { unread.removeFirst(count) }
        return Array(unread[..<count])
    }

    private mutating func readMore() -> Bool {
        let bytes = Socket.read(socket)
        unread += bytes
        return !bytes.isEmpty
    }
}

/// The calls to the system that the test servers make.
enum Socket {
    #if canImport(Glibc)
        private static let stream = Int32(SOCK_STREAM.rawValue)
        static let bothWays = Int32(SHUT_RDWR)
    #else
        private static let stream = SOCK_STREAM
        static let bothWays = SHUT_RDWR
    #endif

    struct Failure: Error {}

    /// A socket that listens on a free port of 127.0.0.1.
    static func listen() throws -> (socket: Int32, port: UInt16) {
        let socket = socket(AF_INET, stream, 0)
        var address = loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withGenericPointer(&address) { pointer in
            bind(socket, pointer, size) == 0 && Self.startListening(socket) && getsockname(socket, pointer, &size) == 0
        }
        guard socket >= 0, isBound else { throw Failure() }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    /// A port that nothing listens on.
    static func unusedPort() throws -> UInt16 {
        let (socket, port) = try listen()
        close(socket)
        return port
    }

    static func connect(_ port: UInt16) -> Int32? {
        let socket = socket(AF_INET, stream, 0)
        var address = loopback(port: port)
        let isConnected = withGenericPointer(&address) { pointer in
            connectSocket(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
        return isConnected ? socket : nil
    }

    /// What has arrived, waiting for a byte; nothing at the end.
    static func read(_ socket: Int32) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(socket, &buffer, buffer.count, 0)
        return Array(buffer.prefix(max(count, 0)))
    }

    static func write(_ bytes: [UInt8], to socket: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    static func copy(from source: Int32, to target: Int32) {
        while true {
            let bytes = read(source)
            if bytes.isEmpty { return }
            write(bytes, to: target)
        }
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    private static func withGenericPointer<Result>(
        _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Result
    ) -> Result {
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
        }
    }

    private static func startListening(_ socket: Int32) -> Bool { listenOn(socket) == 0 }
}

// The methods of these names above would hide the system's functions.
private func listenOn(_ socket: Int32) -> Int32 { listen(socket, 128) }
private func connectSocket(_ socket: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
    connect(socket, address, size)
}
