package import Kernel

/// A transport to an embedded API, without a socket.
package struct SandboxTransport: HTTPTransport {
    private let api: SandboxAPI

    /// Creates a transport to an embedded API.
    package init(_ api: SandboxAPI) {
        self.api = api
    }

    /// Answers at once; only a canceled task gets no answer.
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        try Task.checkCancellation()
        var response = api.respond(to: request)
        if request.method == .head { response.body.removeAll() }
        return response
    }
}
