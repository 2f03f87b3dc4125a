public import HTTPClient
public import OperatingSystem

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A context that a plugin serves itself, without network access or a login.
public struct EmbeddedContext: Sendable {
    /// What the kernel needs to use an embedded context.
    public struct API: Sendable {
        /// The base URL that requests start with.
        public let baseURL: URL
        /// The transport that responds to the requests.
        public let transport: any HTTPTransport
        /// The credential that the transport accepts.
        public let credential: String
        /// The context's settings by key, such as the default place for commands.
        public let settings: [String: String]

        /// Describes an embedded context for the kernel.
        public init(baseURL: URL, transport: any HTTPTransport, credential: String, settings: [String: String] = [:]) {
            self.baseURL = baseURL
            self.transport = transport
            self.credential = credential
            self.settings = settings
        }
    }

    /// The name to pass to `--context`.
    public let name: String
    /// Opens the context, which may keep its data in the state folder.
    public let open: @Sendable (_ files: any FileSystem, _ stateDirectory: String) throws -> API

    /// Creates an embedded context.
    public init(
        _ name: String, open: @escaping @Sendable (_ files: any FileSystem, _ stateDirectory: String) throws -> API
    ) {
        self.name = name
        self.open = open
    }
}
