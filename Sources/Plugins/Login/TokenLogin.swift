#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// A login with a token that the person already has.
struct TokenLogin {
    /// What was typed for it.
    let word: String
    let domain: String

    /// How long a token without an end of its own is taken to last, as the Go CLI does, in seconds.
    private static let usualLifetime = 3_600.0

    func run(in context: Context) async throws -> NewLogin {
        let token = try await read(in: context)
        let claims = TokenClaims(token)
        if let expiry = claims?.expiry, expiry <= context.clock.now {
            throw CommandError(
                .unauthorized, "the token expired on \(expiry.rfc3339); nothing was changed",
                hint: "astro login \(domain)")
        }
        // An API token is nobody's in particular, and says by itself how long it lasts.
        if claims?.apiTokenID != nil {
            return NewLogin(login: StoredLogin(token: token, expiry: claims?.expiry), user: nil)
        }
        let expiry = claims?.expiry ?? context.clock.now.addingTimeInterval(Self.usualLifetime)
        let holder = try await context.authorizationServer(of: domain).holder(of: token)
        return NewLogin(login: StoredLogin(token: token, expiry: expiry), user: holder.email)
    }

    private func read(in context: Context) async throws -> String {
        var text = word
        if word == "-" {
            let input = context.output.console.input
            text =
                try await input.isTerminal
                ? context.output.secret("Token", flag: "--token-login -, with the token on stdin")
                : input.readLine() ?? ""
        } else {
            context.output.warning(
                "the token stands on the command line, where other processes and the shell's history see it; pass - "
                    + "to have it read from stdin")
        }
        let words = text.split(whereSeparator: \.isWhitespace)
        let token = words.first?.lowercased() == "bearer" ? words.dropFirst() : words[...]
        guard token.count == 1, let token = token.first else {
            throw CommandError.usage("no token was given: it is one word; nothing was changed")
        }
        return String(token)
    }
}
