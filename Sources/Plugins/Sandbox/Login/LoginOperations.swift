#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroSandbox
import Kernel

/// The login to the sandbox: its login page asks nothing and redirects the browser at once.
struct LoginOperations {
    let request: HTTPRequest
    let store: SandboxStore

    private static let clientID = "sandbox-cli"
    /// The lifetimes of a code and of a token, in seconds.
    private static let codeLifetime = 60
    private static let tokenLifetime = 3_600

    private var moment: Int { Int(store.now().timeIntervalSince1970) }

    func answer(_ route: LoginRoute) throws -> HTTPResponse {
        do {
            return switch route {
            case .configuration: try configuration()
            case .authorize: try authorize()
            case .token: try token()
            case .holder: try holder()
            }
        } catch let refusal as OAuthRefusal {
            return try .json(refusal.status, refusal)
        }
    }

    private func configuration() throws -> HTTPResponse {
        let host = request.headers["Host"] ?? "localhost"
        return try .json(
            200, ["clientId": Self.clientID, "audience": "sandbox", "domainUrl": "http://\(host)/"])
    }

    private func authorize() throws -> HTTPResponse {
        let fields = FormText.decode(request.url.query(percentEncoded: true) ?? "")
        guard let redirect = fields["redirect_uri"], Self.isLoopbackCallback(redirect) else {
            throw OAuthRefusal("invalid_request", "redirect_uri must be http://localhost:PORT/callback")
        }
        var answer = [(name: "state", value: fields["state"] ?? "")]
        if let complaint = Self.complaint(fields) {
            answer += [("error", "invalid_request"), ("error_description", complaint)]
        } else {
            answer.append(("code", try newCode(fields["code_challenge"] ?? "", redirect)))
        }
        return HTTPResponse(status: 302, headers: ["Location": "\(redirect)?\(FormText.encode(answer))"])
    }

    /// Programs that log in may use any port (RFC 8252, section 7.3).
    private static func isLoopbackCallback(_ redirect: String) -> Bool {
        guard let url = URL(string: redirect), url.scheme == "http", url.path() == "/callback", url.query() == nil
        else { return false }
        return url.host().map(LoopbackHost.matches) ?? false
    }

    private static func complaint(_ fields: [String: String]) -> String? {
        if fields["client_id"] != clientID { return "the client is unknown" }
        if fields["response_type"] != "code" { return "response_type must be code" }
        let challenge = fields["code_challenge"] ?? ""
        if fields["code_challenge_method"] != "S256" || challenge.isEmpty { return "a challenge by S256 is missing" }
        return nil
    }

    private func newCode(_ challenge: String, _ redirect: String) throws -> String {
        let value = RandomText.signature(32)
        let code = LoginState.Code(
            value: value, challenge: challenge, redirect: redirect, ends: moment + Self.codeLifetime)
        try store.change { state in
            var logins = state.logins ?? LoginState()
            logins.codes = logins.codes.filter { $0.ends > moment } + [code]
            state.logins = logins
        }
        return value
    }

    private func token() throws -> HTTPResponse {
        let fields = FormText.decode(String(decoding: request.body ?? Data(), as: UTF8.self))
        guard fields["client_id"] == Self.clientID else {
            throw OAuthRefusal("invalid_client", "the client is unknown", status: 401)
        }
        let session = try newSession()
        let refusal = try store.change { state -> OAuthRefusal? in
            var logins = state.logins ?? LoginState()
            let refusal = retire(fields, in: &logins)
            if refusal == nil { logins.sessions = logins.sessions.suffix(99) + [session] }
            state.logins = logins
            return refusal
        }
        if let refusal { throw refusal }
        return try .json(200, Grant(session, lifetime: Self.tokenLifetime))
    }

    /// Invalidates the code or refresh token of a request, even if the request is refused: each works only once.
    private func retire(_ fields: [String: String], in logins: inout LoginState) -> OAuthRefusal? {
        switch fields["grant_type"] {
        case "authorization_code":
            let code = logins.codes.first { $0.value == fields["code"] }
            logins.codes.removeAll { $0 == code }
            guard let code, code.ends > moment, code.redirect == fields["redirect_uri"] else {
                return OAuthRefusal("invalid_grant", "the code is unknown, used or too old")
            }
            let challenge = ProofKey.challenge(of: fields["code_verifier"] ?? "")
            return UnguessableText.matches(challenge, code.challenge)
                ? nil : OAuthRefusal("invalid_grant", "the verifier does not belong to the challenge")
        case "refresh_token":
            guard let index = logins.sessions.firstIndex(where: { $0.refreshToken == fields["refresh_token"] }) else {
                return OAuthRefusal("invalid_grant", "the refresh token is unknown, used or revoked")
            }
            logins.sessions.remove(at: index)
            return nil
        default: return OAuthRefusal("unsupported_grant_type", "only codes and refresh tokens are taken")
        }
    }

    private func newSession() throws -> LoginState.Session {
        let ends = moment + Self.tokenLifetime
        return LoginState.Session(
            token: try Secret.value(claims: Claims(sub: Seed.author.id, iat: moment, exp: ends)).value,
            refreshToken: "v1.\(RandomText.signature(43))", ends: ends)
    }

    private func holder() throws -> HTTPResponse {
        guard let token = request.headers.bearerToken, try store.read().hasLogin(token, at: moment) else {
            throw OAuthRefusal("invalid_token", "the token is unknown or too old", status: 401)
        }
        return try .json(
            200,
            ["sub": Seed.author.id, "email": Seed.author.username ?? "", "name": Seed.author.fullName ?? ""])
    }
}

private struct Claims: Encodable {
    let iss = "https://sandbox.astro.example/"
    let sub: String
    let iat: Int
    let exp: Int
}

private struct Grant: Encodable {
    let accessToken: String
    let refreshToken: String
    let lifetime: Int
    let type = "Bearer"

    init(_ session: LoginState.Session, lifetime: Int) {
        (accessToken, refreshToken, self.lifetime) = (session.token, session.refreshToken, lifetime)
    }

    private enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case refreshToken = "refresh_token"
        case lifetime = "expires_in"
        case type = "token_type"
    }
}
