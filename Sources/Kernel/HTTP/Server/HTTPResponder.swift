/// What a server of this machine says to requests.
package protocol HTTPResponder: Sendable {
    /// Answers a request that can be understood.
    ///
    /// It is called on the server's own thread: until it returns, no other client is served.
    func respond(to request: HTTPRequest) -> HTTPResponse
    /// The answer to what was no request.
    func response(to refusal: ServerRefusal) -> HTTPResponse
}

/// A server that waits for its clients.
package protocol RunnableServer: Sendable {
    /// Serves until the task is cancelled; a server runs once.
    func run() async
}
