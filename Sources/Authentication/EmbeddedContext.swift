public import HTTPClient
public import OperatingSystem

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A context that a plugin serves itself, without a network or a login.
public struct EmbeddedContext: Sendable {
    /// The parts of an embedded context that the kernel needs.
    public struct API: Sendable {
        /// The base URL of requests.
        public let baseURL: URL
        /// The transport that responds to them.
        public let transport: any HTTPTransport
        /// The credential that it accepts.
        public let credential: String
        /// The context's settings, by key, such as the place that commands work in.
        public let settings: [String: String]

        /// Creates the parts of a context.
        public init(baseURL: URL, transport: any HTTPTransport, credential: String, settings: [String: String] = [:]) {
            self.baseURL = baseURL
            self.transport = transport
            self.credential = credential
            self.settings = settings
        }
    }

    /// The name for `--context`.
    public let name: String
    /// Opens the context, given the state folder.
    public let open: @Sendable (_ files: any FileSystem, _ stateDirectory: String) throws -> API

    /// Creates a context.
    public init(
        _ name: String, open: @escaping @Sendable (_ files: any FileSystem, _ stateDirectory: String) throws -> API
    ) {
        self.name = name
        self.open = open
    }
}
