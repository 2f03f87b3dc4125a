#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A context that a plugin serves itself, without a network and without a login.
public struct EmbeddedContext: Sendable {
    /// What such a context hands to the kernel.
    public struct API: Sendable {
        /// The address that requests are made for.
        public let baseURL: URL
        /// What answers them.
        public let transport: any HTTPTransport
        /// The credential that it accepts.
        public let credential: String
        /// The Organization that commands work in when none is named.
        public let organizationID: String

        /// Describes a served context.
        public init(baseURL: URL, transport: any HTTPTransport, credential: String, organizationID: String) {
            self.baseURL = baseURL
            self.transport = transport
            self.credential = credential
            self.organizationID = organizationID
        }
    }

    /// The name that `--context` takes.
    public let name: String
    /// Makes it ready, from the folder that holds state.
    public let open: @Sendable (_ files: any FileSystem, _ stateDirectory: String) throws -> API

    /// Names a context.
    public init(
        _ name: String, open: @escaping @Sendable (_ files: any FileSystem, _ stateDirectory: String) throws -> API
    ) {
        self.name = name
        self.open = open
    }
}
