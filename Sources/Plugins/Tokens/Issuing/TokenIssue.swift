import AstroAPI
import Kernel
import Synchronization

/// The way of a new value, the same for every command that has one made: asked for, verified, delivered, logged.
struct TokenIssue {
    let context: Context
    let client: AstroClient
    let delivery: SecretDelivery
    var options: IssueOptions
    /// What the log calls it: `rotate` or `create`.
    let action: String
    /// The token as it was before, where it was there before.
    var before: APIToken?

    /// Has a value made and sees it to where it shall go; the token that has it.
    @discardableResult
    func run(
        _ wish: SecretIssue, columns: [Column<APIToken>],
        make: @escaping @Sendable (_ earlier: RecoveryRecord?) async throws -> APIToken
    ) async throws -> APIToken? {
        let made = Made()
        do {
            try await delivery.issue(wish, columns: columns, verify: verification) { earlier in
                let token = try await make(earlier)
                made.token = token
                return token.issued
            }
            log(made.token, outcome: "done")
            return made.token
        } catch {
            log(made.token, outcome: made.token == nil ? error.auditOutcome : "undelivered")
            throw error
        }
    }

    private var verification: (@Sendable (IssuedSecret<APIToken>) async throws -> Void)? {
        guard options.verify else { return nil }
        let verification = TokenVerification(client: client, clock: context.clock)
        return { issued in try await verification.check(issued) }
    }

    private func log(_ token: APIToken?, outcome: String) {
        context.audit.add(
            action, (token ?? before)?.id ?? "", valueBefore: before?.shortToken, valueAfter: token?.shortToken,
            destinations: token == nil ? nil : delivery.labels, outcome: outcome)
    }

    /// The token that was made, once it is.
    private final class Made: Sendable {
        private let stored = Mutex<APIToken?>(nil)

        var token: APIToken? {
            get { stored.withLock { $0 } }
            set { stored.withLock { $0 = newValue } }
        }
    }
}

extension APIToken {
    /// The token as a secret that was just issued.
    var issued: IssuedSecret<APIToken> {
        var rest = self
        rest.token = nil
        return IssuedSecret(token ?? "", of: self, without: rest, id: id, subject: "the token \(label)")
    }
}
