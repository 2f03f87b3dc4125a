#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroSandbox
package import Kernel

/// The Astro API, embedded: one function from request to response.
///
/// Its paths, checks and answers follow the API's published description. Any host works; paths start with `/v1`.
package struct SandboxAPI: Sendable {
    private let store: SandboxStore
    private let parts: SandboxParts

    /// Creates an API for a state.
    ///
    /// - Parameter plugins: The program's plugins, some of which may add routes.
    package init(_ store: SandboxStore, plugins: [any Plugin.Type] = []) {
        self.store = store
        parts = SandboxParts(of: plugins)
    }

    /// Answers a request; even a failure of the sandbox itself is an answer, with status 500.
    package func respond(to request: HTTPRequest) -> HTTPResponse {
        let requestID = RandomText.identifier()
        do {
            var response =
                try LoginRoute(request).map { try LoginOperations(request: request, store: store).answer($0) }
                ?? answer(request)
            response.headers["X-Request-Id"] = requestID
            return response
        } catch let refusal as SandboxRefusal {
            return .refusal(refusal, requestID: requestID)
        } catch {
            return .refusal(SandboxRefusal(unexpected: error), requestID: requestID)
        }
    }

    /// Finds the operation; 404 for a path and 405 for a method that neither the API nor a plugin has.
    private func answer(_ request: HTTPRequest) throws -> HTTPResponse {
        let segments = try Route.segments(request.url)
        let routes = Route.operations(segments)
        let calls = parts.calls(segments)
        guard !routes.isEmpty || !calls.isEmpty else { throw SandboxRefusal.unknown("such path") }
        let method = request.method == .head ? .get : request.method
        if let route = routes[method] {
            return try method == .get
                ? read(request) { try ReadOperations(state: $0, caller: $1, request: request).answer(route) }
                : change(request) { state, caller in
                    try ChangeOperations(caller: caller, request: request, moment: store.now()).answer(route, &state)
                }
        }
        guard let call = calls[method] else {
            throw SandboxRefusal.wrongMethod(
                allowed: HTTPMethod.allCases.filter { routes[$0] != nil || calls[$0] != nil })
        }
        return try method == .get
            ? read(request) { try call.answer(request, $1, store, $0) }
            : change(request) { try call.change(request, $1, store, &$0) }
    }

    private func read(
        _ request: HTTPRequest, _ answer: (SandboxState, Caller) throws -> HTTPResponse
    ) throws -> HTTPResponse {
        let moment = store.now()
        let state = try store.read()
        let caller = try Caller(request, state, at: moment)
        if state.isUseNew(of: caller.profile.id, at: moment) {
            // A request that only reads is answered even if nothing can be written.
            try? store.change { $0.noteUse(of: caller.profile.id, at: moment) }
        }
        return try answer(state, caller)
    }

    private func change(
        _ request: HTTPRequest, _ answer: (inout SandboxState, Caller) throws -> HTTPResponse
    ) throws -> HTTPResponse {
        // The caller is looked up under the lock: a value that another process has just replaced changes nothing.
        let moment = store.now()
        return try store.change { state in
            let caller = try Caller(request, state, at: moment)
            state.noteUse(of: caller.profile.id, at: moment)
            return try answer(&state, caller)
        }
    }
}
