#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// A login with a token that the person already has.
struct TokenLogin {
    /// The argument: a token, or `-` for standard input.
    let word: String
    let domain: String

    /// The assumed lifetime of a token without an expiry, like in the Go CLI, in seconds.
    private static let usualLifetime = 3_600.0
    /// The maximum input size in bytes: more than any token needs.
    private static let longestInput = 1 << 16

    func run(in context: Context) async throws -> NewLogin {
        let token = try await read(in: context)
        let claims = TokenClaims(token)
        if let expiry = claims?.expiry, expiry <= context.clock.now {
            throw CommandError(
                .unauthorized, "the token expired on \(expiry.rfc3339); nothing was changed",
                hint: .command("login", domain))
        }
        // An API token belongs to no person, and contains its own expiry.
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

    /// Returns the whole input: with two lines, it would be unclear which one is the token.
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
