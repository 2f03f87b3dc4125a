/// The logins that the sandbox has issued, in its state file.
struct LoginState: Codable, Sendable, Equatable {
    /// A code that the browser delivers to the program, which then redeems it.
    struct Code: Codable, Sendable, Equatable {
        let value: String
        let challenge: String
        let redirect: String
        /// When it expires, in seconds since 1970.
        let ends: Int
    }

    /// A token with its refresh token.
    struct Session: Codable, Sendable, Equatable {
        let token: String
        let refreshToken: String
        /// When the token expires, in seconds since 1970.
        let ends: Int
    }

    var codes: [Code] = []
    var sessions: [Session] = []
}

extension SandboxState {
    /// Returns whether a token of a login is valid at a time.
    func hasLogin(_ token: String, at moment: Int) -> Bool {
        logins?.sessions.contains { $0.token == token && $0.ends > moment } ?? false
    }
}
