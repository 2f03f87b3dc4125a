package import AstroAPI
package import Delivery
package import Kernel

extension SecretAdoption {
    /// Goes on with the new value of the token that this run is logged in with; nil if another one is replaced.
    package static func renewingLogin(of token: APIToken?, in context: Context) -> SecretAdoption? {
        guard let token, context.auth.apiTokenID == token.id else { return nil }
        return renewingLogin(in: context)
    }

    /// Goes on with a value that was left; nil if it is not newer than the login that is stored.
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
