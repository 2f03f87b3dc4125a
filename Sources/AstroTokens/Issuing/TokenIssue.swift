package import AstroAPI
package import AstroPlaces
package import Delivery
package import Kernel

/// The steps of every command that issues a token's value: request, verification, delivery.
package struct TokenIssue {
    package let context: Context
    package let client: AstroClient
    package let delivery: SecretDelivery
    package var options: IssueOptions
    /// The token whose value is replaced, if any.
    package var before: APIToken?
    /// The fields of the result; nil for those of the family of the token's scope.
    private let columns: [Column<APIToken>]?

    package init(
        context: Context, client: AstroClient, delivery: SecretDelivery, options: IssueOptions,
        before: APIToken? = nil, columns: [Column<APIToken>]? = nil
    ) {
        self.context = context
        self.client = client
        self.delivery = delivery
        self.options = options
        self.before = before
        self.columns = columns
    }

    /// Requests a value, delivers it to its destinations, and returns the token that has it.
    @discardableResult
    package func run(
        _ issue: SecretIssue, in place: TokenPlace,
        make: @escaping @Sendable (_ earlier: RecoveryRecord?) async throws -> APIToken
    ) async throws -> APIToken {
        let adoption = SecretAdoption.renewingLogin(of: before, in: context)
        let columns = columns ?? TokenColumns.withValue(in: place)
        var issue = issue
        // The API does not know the values of agents.
        issue.origin = client.changesTokens ? try? context.auth.domain() : nil
        return try await delivery.issue(issue, columns: columns, adoption: adoption, verify: verification) { earlier in
            try await make(earlier).issued
        }.record
    }

    private var verification: (@Sendable (IssuedSecret<APIToken>) async throws -> Void)? {
        let verification =
            options.verify
            ? TokenVerification(client: client, clock: context.clock, output: context.output, before: before) : nil
        return { issued in
            try issued.value.requireUsable()
            try await verification?.check(issued)
        }
    }
}

extension APIToken {
    /// The token as a secret that was just issued.
    package var issued: IssuedSecret<APIToken> {
        var rest = shown
        rest.token = nil
        return IssuedSecret(
            token ?? "", of: shown, without: rest, id: id, subject: "the token \(label)",
            prefix: shortToken.isEmpty ? nil : shortToken)
    }
}
