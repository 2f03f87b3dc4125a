package import Base

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The responses of a server on this machine.
package protocol HTTPResponder: Sendable {
    /// Returns the response to a valid request.
    ///
    /// This runs on the server's own thread: until it returns, no other client is served.
    func respond(to request: HTTPRequest) -> HTTPResponse
    /// Returns the response to a method that only servers know, such as `HEAD` or `OPTIONS`; nil lets the server do it,
    /// which handles `HEAD` as a `GET` without its body and refuses the others.
    func respond(to method: String, at url: URL, headers: HTTPHeaders) -> HTTPResponse?
    /// Returns the response to an invalid request.
    func response(to refusal: ServerRefusal) -> HTTPResponse
}

extension HTTPResponder {
    /// Leaves the methods that only servers know to the server.
    package func respond(to method: String, at url: URL, headers: HTTPHeaders) -> HTTPResponse? { nil }
}

/// A server that waits for its clients.
package protocol RunnableServer: Sendable {
    /// Serves until the task is canceled; a server runs once.
    ///
    /// - Throws: ``CommandError`` if the system lacks resources for it.
    func run() async throws
}
