import AstroAPI
import Foundation
import Kernel
import KernelTesting
import Support
import Synchronization

@testable import Sandbox

/// A fault of the answer to a change.
enum Fault: Sendable {
    /// The connection is reset after a number of bytes.
    case reset(after: Int)
    /// The connection is closed after a number of bytes.
    case truncated(after: Int)
    /// Nothing follows after a number of bytes, and the connection stays open.
    case stalled(after: Int)
    /// Garbage follows after a number of bytes, and the connection is closed.
    case garbled(after: Int)
    /// The request is refused with a status, before or after the server did anything.
    case refused(Int, isDone: Bool)

    static let kinds: [@Sendable (Int) -> Fault] = [
        { .reset(after: $0) }, { .truncated(after: $0) }, { .stalled(after: $0) }, { .garbled(after: $0) },
    ]
}

/// The embedded API behind a real socket, with faulty answers to changes.
final class FaultyServer: Sendable, TokenServer {
    let store: SandboxStore
    private let listener: LoopbackListener
    private let api: SandboxAPI
    private let faults: Mutex<[Fault]>
    private let longestAnswer = Mutex(0)
    private let stall = Mutex(Stall())
    private let ending = DispatchSemaphore(value: 0)

    /// A request that gets no answer, by its number.
    private struct Stall {
        var number: Int?
        var isDone = false
        var requests = 0
    }

    /// - Parameter faults: The faults of the first change, the second and so on; later ones have none.
    init(_ faults: [Fault]) throws {
        store = SandboxStore(folder: "/sandbox", files: InMemoryFileSystem(allowsWriting: true))
        api = SandboxAPI(store)
        self.faults = Mutex(faults)
        listener = try LoopbackListener()
        listener.start { [weak self] client in self?.serve(&client) }
    }

    var url: String { listener.url }

    /// The length of the longest answer to a change, in bytes.
    var bytesOfAnswer: Int { longestAnswer.withLock { $0 } }

    var state: SandboxState { get throws { try store.read() } }

    func client() throws -> BuiltProgram {
        var client = try BuiltProgram()
        client.variables = ServedSandbox.variables(url: url, credential: try store.ownerCredential())
        return client
    }

    /// Leaves a request unanswered, counted from now on.
    func stall(atRequest number: Int, isDone: Bool) {
        stall.withLock { $0 = Stall(number: number, isDone: isDone) }
    }

    /// Answers every request from now on.
    func goOn() { stall.withLock { $0.number = nil } }

    /// Waits until a request stays unanswered; false if the client leaves before.
    func waitForStall() async throws -> Bool {
        try await inThreadOfItsOwn { [self] in
            guard ending.wait(timeout: .now() + 60) == .success else { throw POSIXError(.ETIMEDOUT) }
            return stall.withLock { $0.requests == $0.number }
        }
    }

    private func serve(_ client: inout ServerConnection) {
        // The end of an earlier client does not count.
        let isWatched = stall.withLock { $0.number != nil }
        defer { if isWatched { ending.signal() } }
        while let request = client.readRequest().flatMap(Self.request) {
            guard !leavesWaiting(request) else {
                ending.signal()
                client.readToEnd()
                return
            }
            guard request.method != .get else {
                guard client.send(bytes(api.respond(to: request))) else { return }
                continue
            }
            let fault = faults.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            guard answer(request, fault, client) else { return }
        }
    }

    private func leavesWaiting(_ request: HTTPRequest) -> Bool {
        let (isChosen, isDone) = stall.withLock { stall in
            stall.requests += 1
            return (stall.requests == stall.number, stall.isDone)
        }
        if isChosen, isDone { _ = api.respond(to: request) }
        return isChosen
    }

    /// False if the connection is no longer usable.
    private func answer(_ request: HTTPRequest, _ fault: Fault?, _ client: ServerConnection) -> Bool {
        if case .refused(let status, let isDone) = fault {
            if isDone { _ = api.respond(to: request) }
            return client.send(bytes(HTTPResponse(status: status, body: Data(#"{"message":"not now"}"#.utf8))))
        }
        let whole = bytes(api.respond(to: request))
        longestAnswer.withLock { $0 = max($0, whole.count) }
        switch fault {
        case .reset(let count):
            client.send(whole.prefix(count))
            client.resetAtEnd()
            return false
        case .truncated(let count):
            client.send(whole.prefix(count))
            return false
        case .stalled(let count):
            client.send(whole.prefix(count))
            // Until the client gives up and closes the connection.
            client.readToEnd()
            return false
        case .garbled(let count):
            client.send(whole.prefix(count) + Array(repeating: 0x07, count: max(whole.count - count, 0)))
            return false
        default: return client.send(whole)
        }
    }

    private func bytes(_ response: HTTPResponse) -> [UInt8] {
        var head = "HTTP/1.1 \(response.status) Whatever\r\nContent-Length: \(response.body.count)\r\n"
        for field in response.headers.fields { head += "\(field.name): \(field.value)\r\n" }
        return Array((head + "\r\n").utf8) + response.body
    }

    private static func request(_ received: ServerConnection.Request) -> HTTPRequest? {
        let words = received.firstLine.split(separator: " ").map(String.init)
        var headers = HTTPHeaders()
        for line in received.lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers.add(String(parts[0]), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "")
        }
        guard words.count > 1, let url = URL(string: "http://sandbox\(words[1])"),
            let method = HTTPMethod(rawValue: words[0])
        else { return nil }
        return HTTPRequest(method, url, headers: headers, body: received.bytes.isEmpty ? nil : Data(received.bytes))
    }
}
