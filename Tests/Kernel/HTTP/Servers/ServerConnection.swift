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
