import Kernel

/// The supported revisions of the protocol.
enum Revision: String, Sendable, CaseIterable {
    /// Every request includes the client's identity and capabilities.
    case selfDescribing = "2026-07-28"
    /// A handshake exchanges them once.
    case handshake = "2025-11-25"

    static var names: JSONValue { .array(allCases.map { .string($0.rawValue) }) }
}

/// The client's identity and capabilities.
struct Client: Sendable {
    let revision: Revision
    /// Its name and version, for people and the audit log.
    let label: String
    /// Whether it can show the person a form.
    let asksPerson: Bool

    private static let prefix = "io.modelcontextprotocol/"

    /// Reads the client from a handshake.
    init(handshake parameters: JSONValue) {
        revision = .handshake
        label = Self.label(parameters["clientInfo"])
        asksPerson = Self.asks(parameters["capabilities"])
    }

    /// Reads the client from a request; nil if it includes none, as in earlier revisions.
    init?(describedBy parameters: JSONValue) throws(RPCError) {
        guard let meta = parameters["_meta"], let version = meta[Self.prefix + "protocolVersion"] else { return nil }
        guard version.string == Revision.selfDescribing.rawValue else {
            throw RPCError(
                .unsupportedVersion, "unsupported protocol version",
                data: ["supported": Revision.names, "requested": version])
        }
        guard let capabilities = meta[Self.prefix + "clientCapabilities"], case .object = capabilities else {
            throw RPCError(.invalidParameters, "_meta says nothing of the client's capabilities")
        }
        revision = .selfDescribing
        label = Self.label(meta[Self.prefix + "clientInfo"])
        asksPerson = Self.asks(capabilities)
    }

    private static func label(_ info: JSONValue?) -> String {
        let parts = ["name", "version"].compactMap { info?[$0]?.string?.trimmed }.filter { !$0.isEmpty }
        let words = parts.isEmpty ? "unknown client" : parts.joined(separator: " ")
        return VisibleText.escaping(words.shortened) + " (MCP)"
    }

    private static func asks(_ capabilities: JSONValue?) -> Bool {
        guard let members = capabilities?["elicitation"]?.members else { return false }
        // Without any mode, the client is from the time when forms were the only one.
        return members.isEmpty || members.contains { $0.key == "form" }
    }
}
