import AstroAPI
import Kernel

/// What a command that makes a value has in common with the others.
struct IssueOptions: ArgumentGroup, Equatable {
    @Flag("c", help: "Write nothing but the value")
    var cleanOutput = false

    @Flag(help: "Use the value once before saying that it works")
    var verify = false

    /// What uses the value once, or nil where nobody asked for that.
    func check(_ client: AstroClient) -> (@Sendable (IssuedSecret<APIToken>) async throws -> Void)? {
        guard verify else { return nil }
        let verification = TokenVerification(client: client)
        return { issued in try await verification.check(issued) }
    }
}

extension APIToken {
    /// The token as a secret that was just issued.
    var issued: IssuedSecret<APIToken> {
        var rest = self
        rest.token = nil
        return IssuedSecret(token ?? "", of: self, without: rest, name: id, subject: "the token \(label)")
    }
}
