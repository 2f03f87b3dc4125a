import Base
import HTTPClient

/// The layers that a plugin puts around the requests of its own commands, created for the first request.
struct PluginLayers: HTTPLayer {
    private let layers: Lazy<[any HTTPLayer]>

    init(_ make: @escaping @Sendable () -> [any HTTPLayer]) { layers = Lazy { make() } }

    func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
        try await layers.value().reversed().reduce(next) { $0.wrapped(in: $1) }.send(request)
    }
}
