/// The logins that the sandbox gave out, as its state file holds them.
struct LoginState: Codable, Sendable, Equatable {
    /// A code on its way from the browser to whoever redeems it.
    struct Code: Codable, Sendable, Equatable {
        let value: String
        let challenge: String
        let redirect: String
        /// In seconds since 1970.
        let ends: Int
    }

    /// A token with what refreshes it.
    struct Session: Codable, Sendable, Equatable {
        let token: String
        let refreshToken: String
        /// When the token ends, in seconds since 1970.
        let ends: Int
    }

    var codes: [Code] = []
    var sessions: [Session] = []
}

extension SandboxState {
    /// Whether a token of a login is good at a moment.
    func hasLogin(_ token: String, at moment: Int) -> Bool {
        logins?.sessions.contains { $0.token == token && $0.ends > moment } ?? false
    }
}
