#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
package import Kernel

/// The Astro API, embedded: one function from request to response.
///
/// Its paths, checks and answers are those of the API's published description. Any host will do; the paths
/// start with `/v1`.
package struct SandboxAPI: Sendable {
    private let store: SandboxStore

    /// An API over a state.
    package init(_ store: SandboxStore) {
        self.store = store
    }

    /// Answers a request; a failure of the sandbox itself is an answer too, with status 500.
    package func respond(to request: HTTPRequest) -> HTTPResponse {
        let requestID = RandomText.identifier()
        do {
            var response =
                try LoginRoute(request).map { try LoginOperations(request: request, store: store).answer($0) }
                ?? answer(request, Route(request))
            response.headers["X-Request-Id"] = requestID
            return response
        } catch let refusal as Refusal {
            return .refusal(refusal, requestID: requestID)
        } catch {
            return .refusal(Refusal(unexpected: error), requestID: requestID)
        }
    }

    private func answer(_ request: HTTPRequest, _ route: Route) throws -> HTTPResponse {
        let moment = store.now()
        if request.method == .get {
            let state = try store.read()
            let caller = try Caller(request, state, at: moment)
            if state.isUseNew(of: caller.profile.id, at: moment) {
                // A reading is answered also where nothing can be written.
                try? store.change { $0.noteUse(of: caller.profile.id, at: moment) }
            }
            return try ReadOperations(state: state, caller: caller, request: request).answer(route)
        }
        // The caller is looked up under the lock: a value that another process has just retired changes nothing.
        return try store.change { state in
            let caller = try Caller(request, state, at: moment)
            state.noteUse(of: caller.profile.id, at: moment)
            return try ChangeOperations(caller: caller, request: request, moment: moment).answer(route, &state)
        }
    }
}
