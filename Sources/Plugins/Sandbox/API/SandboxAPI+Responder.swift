import AstroSandbox
package import Kernel

extension SandboxAPI: HTTPResponder {
    /// Returns the refusal in the API's format.
    package func response(to refusal: ServerRefusal) -> HTTPResponse {
        .refusal(SandboxRefusal(refusal.status, refusal.message))
    }
}
