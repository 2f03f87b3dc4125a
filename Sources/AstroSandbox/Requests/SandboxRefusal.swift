public import AstroAPI
package import Kernel

/// A refusal by the sandbox: the status and message of its response.
///
/// ```swift
/// guard let variable = variables[key] else { throw SandboxRefusal.unknown("variable \(key)") }
/// ```
public struct SandboxRefusal: Error, Equatable {
    /// The status code.
    public let status: Int
    /// The error message.
    public let message: String
    /// The invalid fields of the request.
    package var fieldErrors: [ErrorBody.FieldError]?
    /// The methods that the path accepts, for 405.
    package var allowedMethods: [String] = []

    /// Creates a refusal with a status of your choice, such as 409.
    public init(_ status: Int, _ message: String) {
        self.status = status
        self.message = message
    }

    /// Creates a refusal with status 400 that names each invalid field.
    public init(_ fieldErrors: [ErrorBody.FieldError]) {
        self.init(400, fieldErrors.map { "\($0.field) \($0.message)" }.joined(separator: "; "))
        self.fieldErrors = fieldErrors
    }

    /// Returns the refusal for something that doesn't exist, with status 404.
    public static func unknown(_ what: String) -> SandboxRefusal { SandboxRefusal(404, "there is no \(what)") }

    /// Returns the refusal for something that the credential doesn't allow, with status 403.
    public static func forbidden(_ what: String) -> SandboxRefusal {
        SandboxRefusal(403, "this credential may not \(what)")
    }

    package static func wrongMethod(allowed: [HTTPMethod]) -> SandboxRefusal {
        var refusal = SandboxRefusal(405, "this path does not take that method")
        refusal.allowedMethods = allowed.map(\.rawValue)
        return refusal
    }
}
