import AstroSandbox
package import Kernel

extension SandboxAPI: HTTPResponder {
    /// The refusal in the API's shape.
    package func response(to refusal: ServerRefusal) -> HTTPResponse {
        .refusal(SandboxRefusal(refusal.status, refusal.message))
    }
}
