import Foundation

/// A client's connection to a test's server, to be answered in any way, or not at all.
package struct ServerConnection: Sendable {
    /// A request as it arrived.
    package struct Request: Sendable {
        /// The first line and the header lines.
        package let lines: [String]
        package let bytes: [UInt8]
        /// The number of its connection, from 0 in order of arrival.
        package let connection: Int

        package var body: String { String(decoding: bytes, as: UTF8.self) }

        package var firstLine: String { lines.first ?? "" }

        /// The value of a header field.
        package func header(_ name: String) -> String? {
            let prefix = name.lowercased() + ":"
            return lines.dropFirst().first { $0.lowercased().hasPrefix(prefix) }
                .map { String($0.dropFirst(prefix.count).drop { $0 == " " }) }
        }
    }

    private let socket: Int32
    let number: Int
    private var unread: [UInt8] = []

    init(socket: Int32, number: Int) {
        self.socket = socket
        self.number = number
    }

    /// The next request, or nil if the client has closed the connection.
    package mutating func readRequest() -> Request? {
        guard let head = read(through: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init)
        let request = Request(lines: lines, bytes: [], connection: number)
        let length = request.header("content-length").flatMap(Int.init) ?? 0
        return read(count: length).map { Request(lines: lines, bytes: $0, connection: number) }
    }

    /// Any bytes that have arrived, after waiting for at least one; empty at the end.
    package mutating func read() -> [UInt8] {
        if unread.isEmpty { _ = readMore() }
        defer { unread = [] }
        return unread
    }

    /// Waits until the client is gone.
    package func readToEnd() {
        while !LoopbackSocket.read(socket).isEmpty {}
    }

    /// Sends bytes; false if the client is gone.
    @discardableResult
    package func send(_ bytes: some Collection<UInt8>) -> Bool { LoopbackSocket.write(Array(bytes), to: socket) }

    @discardableResult
    package func send(_ text: String) -> Bool { send(text.utf8) }

    /// Sends the same repeatedly, with a pause before each time, until the client is gone.
    package func sendForever(_ text: String, every seconds: Double = 0) {
        repeat { if seconds > 0 { Thread.sleep(forTimeInterval: seconds) } } while send(text)
    }

    /// Resets the connection at its end, instead of closing it.
    package func resetAtEnd() {
        var noPatience = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &noPatience, socklen_t(MemoryLayout<linger>.size))
    }

    /// Copies bytes both ways until either side closes.
    ///
    /// - Parameter seen: Receives the bytes that the client sends.
    package func relay(to port: Int, seen: ([UInt8]) -> Void = { _ in }) {
        guard let target = try? LoopbackSocket.connect(to: port) else { return }
        let answered = DispatchSemaphore(value: 0)
        Thread.detachNewThread { [socket] in
            Self.copy(from: target, to: socket) { _ in }
            LoopbackSocket.hangUp(socket)
            answered.signal()
        }
        Self.copy(from: socket, to: target, seen)
        LoopbackSocket.hangUp(target)
        answered.wait()
        close(target)
    }

    private static func copy(from source: Int32, to target: Int32, _ seen: ([UInt8]) -> Void) {
        while true {
            let bytes = LoopbackSocket.read(source)
            seen(bytes)
            guard !bytes.isEmpty, LoopbackSocket.write(bytes, to: target) else { return }
        }
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
        let bytes = LoopbackSocket.read(socket)
        unread += bytes
        return !bytes.isEmpty
    }
}
