import Catalog
import Kernel
import Synchronization

/// One client's conversation, from its first message to the end of its stream.
final class Session: Sendable {
    let context: Context
    let catalog: ToolCatalog
    let secrets = KnownSecrets()
    let outbox: Outbox
    let questions = Questions()
    /// The world of calls, which share the transport.
    let world: World
    let answerTimeout: Duration

    /// The maximum size of a message in bytes.
    static let longestMessage = 1 << 20
    /// The maximum number of calls in progress; further ones stay unread.
    private static let mostCalls = 512

    private struct State {
        /// The client of the handshake.
        var client: Client?
        var calls: [JSONValue: ToolCall] = [:]
        var listeners: Set<JSONValue> = []
    }

    private let state = Mutex(State())

    init(_ context: Context, _ catalog: ToolCatalog, answerTimeout: Duration) {
        self.context = context
        self.catalog = catalog
        self.answerTimeout = answerTimeout
        outbox = Outbox(context.output.console.output, secrets, context.program)
        var world = context.world
        let opened = Lazy { [world] in world.openTransport(world.environment) }
        world.openTransport = { _ in SharedTransport(opened: opened) }
        self.world = world
        for (name, value) in context.environment.variables where context.environment.holdsCredential(name) {
            secrets.add(value)
        }
    }

    /// Answers messages until the client's stream ends, then waits for calls in progress.
    func serve(_ feed: LineFeed) async throws {
        await withDiscardingTaskGroup { group in
            await feed.forEach { line in
                switch line {
                case .tooLong:
                    outbox.refuse(.null, RPCError(.invalidRequest, "a message may have at most 1 MiB"))
                case .bytes(let bytes):
                    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return }
                    if let call = receive(Message(bytes)) {
                        group.addTask { await call.cancellation.covering { await self.run(call) } }
                    }
                }
            }
            // Nobody can answer anymore.
            questions.close()
        }
        try Task.checkCancellation()
    }

    /// Handles a message; returns the call to run, if it requests one.
    private func receive(_ message: Message) -> ToolCall? {
        switch message {
        case .unsound(let id, let error): outbox.refuse(id, error)
        case .notification("notifications/cancelled", let parameters): cancel(parameters["requestId"])
        case .notification: break
        case .answer(let id, let result):
            // An error, or anything else that isn't a valid answer, counts as no answer.
            if let name = id.string { questions.answer(name, Reply(result) ?? .none) }
        case .request(let request):
            do {
                return try handle(request)
            } catch {
                outbox.refuse(request.id, error)
            }
        }
        return nil
    }

    private func handle(_ request: Message.Request) throws(RPCError) -> ToolCall? {
        if state.withLock({ $0.calls[request.id] != nil || $0.listeners.contains(request.id) }) {
            // An error under this ID would be taken for the answer to the first request.
            outbox.refuse(.null, RPCError(.invalidRequest, "a request with this ID is already in progress"))
            return nil
        }
        let described = try Client(describedBy: request.parameters)
        if described == nil {
            switch request.method {
            case "initialize":
                try initialize(request)
                return nil
            case "ping":
                outbox.answer(request.id, [:], to: nil)
                return nil
            default: break
            }
        }
        guard let client = described ?? state.withLock(\.client) else {
            throw RPCError(.invalidRequest, "send 'initialize' first, or say in _meta which version you speak")
        }
        switch (request.method, client.revision) {
        case ("tools/call", _): return try call(request, client)
        case ("subscriptions/listen", .selfDescribing): listen(request)
        case ("server/discover", .selfDescribing): outbox.answer(request.id, discovery, to: client)
        case ("tools/list", _): outbox.answer(request.id, listing("tools", tools, client), to: client)
        case ("resources/list", _): outbox.answer(request.id, listing("resources", resources, client), to: client)
        case ("resources/templates/list", _):
            outbox.answer(request.id, listing("resourceTemplates", [], client), to: client)
        case ("resources/read", _): outbox.answer(request.id, try resource(request.parameters, client), to: client)
        default:
            throw RPCError(.unknownMethod, "there is no method '\(VisibleText.escaping(request.method.shortened))'")
        }
        return nil
    }

    private func initialize(_ request: Message.Request) throws(RPCError) {
        guard request.parameters["protocolVersion"]?.string != nil else {
            throw RPCError(.invalidParameters, "initialize without a protocolVersion")
        }
        let client = Client(handshake: request.parameters)
        let isFirst = state.withLock { state in
            guard state.client == nil else { return false }
            state.client = client
            return true
        }
        guard isFirst else { throw RPCError(.invalidRequest, "this session is initialized already") }
        outbox.answer(
            request.id,
            [
                "protocolVersion": .string(Revision.handshake.rawValue), "capabilities": capabilities,
                "serverInfo": outbox.identity, "instructions": .string(instructions),
            ], to: client)
    }

    var capabilities: JSONValue { ["tools": [:], "resources": [:]] }

    private var discovery: JSONValue {
        [
            "supportedVersions": Revision.names, "capabilities": capabilities, "instructions": .string(instructions),
            "ttlMs": 0, "cacheScope": "private",
        ]
    }

    /// Returns a list, which stays the same for the lifetime of this process.
    private func listing(_ key: String, _ elements: [JSONValue], _ client: Client) -> JSONValue {
        let cached: [JSONValue.Member] =
            client.revision == .selfDescribing ? [.init("ttlMs", 0), .init("cacheScope", "private")] : []
        return .object([.init(key, .array(elements))] + cached)
    }

    private var tools: [JSONValue] { catalog.offered.map(catalog.json) }

    /// Acknowledges a subscription; nothing here changes by itself, so the stream stays open and silent.
    private func listen(_ request: Message.Request) {
        state.withLock { _ = $0.listeners.insert(request.id) }
        outbox.notify(
            "notifications/subscriptions/acknowledged",
            ["_meta": ["io.modelcontextprotocol/subscriptionId": request.id], "notifications": [:]])
    }

    private func cancel(_ id: JSONValue?) {
        guard let id else { return }
        state.withLock { state in
            state.listeners.remove(id)
            return state.calls[id]
        }?.cancel()
    }

    /// Registers a call under the ID of its request.
    func begin(_ call: ToolCall, _ id: JSONValue) {
        state.withLock { $0.calls[id] = call }
        call.requestID = id
    }

    /// Removes the request from a call so that it can be answered; nil if it was already answered.
    func end(_ call: ToolCall) -> JSONValue? {
        guard let id = call.requestID else { return nil }
        call.requestID = nil
        state.withLock { $0.calls[id] = nil }
        return id
    }

    /// Whether the maximum number of calls is in progress.
    var isFull: Bool { state.withLock { $0.calls.count >= Self.mostCalls } }
}

/// A transport that is opened for the first request of any call, and shared by all calls.
private struct SharedTransport: HTTPTransport {
    let opened: Lazy<any HTTPTransport>

    func send(_ request: HTTPRequest) async throws -> HTTPResponse { try await opened.value().send(request) }
}
