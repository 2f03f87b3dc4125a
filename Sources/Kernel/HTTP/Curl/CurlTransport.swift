struct CurlTransport: HTTPTransport {
    init(environment: [String: String]) {}
    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        throw TransportError(.refused, "x", requestMayHaveArrived: false)
    }
}
