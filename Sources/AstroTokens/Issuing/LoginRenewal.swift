package import AstroAPI
package import Delivery
package import Kernel

extension SecretAdoption {
    /// Returns the switch of this run's login to the token's new value; nil if it is logged in with another token.
    package static func renewingLogin(of token: APIToken?, in context: Context) -> SecretAdoption? {
        guard let token, context.auth.apiTokenID == token.id else { return nil }
        return renewingLogin(in: context)
    }

    /// Returns the switch of the stored login to a recovered value; nil if the value isn't newer than the login's.
    package static func renewingLogin(with value: String, in context: Context) -> SecretAdoption? {
        context.auth.isStored && context.auth.isSuperseded(by: value) ? renewingLogin(in: context) : nil
    }

    private static func renewingLogin(in context: Context) -> SecretAdoption {
        let domain = (try? context.auth.domain()) ?? ""
        return SecretAdoption(
            label: "the login to \(domain)",
            remedy: .command("login", domain, "--token-login", "-")
                .otherwise("set \(variable: "API_TOKEN") to the new value"),
            check: { try await context.auth.requireReplaceableCredential() },
            adopt: { value in
                try value.requireUsable()
                try await context.auth.replaceCredential(with: value)
            })
    }
}
