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
    /// More than any token has, in bytes.
    private static let longestInput = 1 << 16

    func run(in context: Context) async throws -> NewLogin {
        let token = try await read(in: context)
        let claims = TokenClaims(token)
        if let expiry = claims?.expiry, expiry <= context.clock.now {
            throw CommandError(
                .unauthorized, "the token expired on \(expiry.rfc3339); nothing was changed",
                hint: .command("login", domain))
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
        let token = PastedToken.unwrapped(
            try await text(in: context), variable: context.environment.names.variable("API_TOKEN"))
        if let complaint = PastedToken.complaint(about: token) {
            throw CommandError(.unauthorized, "the token is malformed: \(complaint); nothing was changed")
        }
        return token
    }

    /// What was typed or piped, all of it: of two lines, nobody can say which is the token.
    private func text(in context: Context) async throws -> String {
        guard word == "-" else {
            context.output.warning(
                "the token is on the command line, where other processes and the shell's history see it; pass - "
                    + "to have it read from stdin")
            return word
        }
        let input = context.output.console.input
        if input.isTerminal {
            return try await context.output.secret("Token", flag: "--token-login -, with the token on stdin")
        }
        return String(decoding: try await input.readToEnd(limit: Self.longestInput), as: UTF8.self)
    }
}
