#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The server that lets people log in (OAuth 2.0), which the API itself names.
package struct AuthorizationServer: Sendable {
    /// What the API says of it.
    private struct Description: Decodable {
        let clientId: String
        let audience: String
        let domainUrl: String
    }

    private static let scope = "openid profile email offline_access"

    private let description: Description
    private let address: URL
    private let http: any HTTPTransport
    private let timeout: Duration

    /// Asks the API at an address which server that is; `http` sends no credential.
    ///
    /// - Throws: ``CommandError`` where the API does not say.
    package init(ofServer root: URL, _ http: any HTTPTransport, timeout: Duration) async throws {
        let url = root.appending(path: "private/v1alpha1/cli/auth-config")
        let response = try await http.send(HTTPRequest(.get, url, timeout: timeout))
        guard response.isSuccess, let description = try? JSONDecoder().decode(Description.self, from: response.body)
        else {
            throw CommandError(
                .failure, "\(root.host() ?? "the server") does not say how to log in (status \(response.status))",
                hint: "check the domain", requestID: response.requestID)
        }
        guard let address = URL(string: description.domainUrl), Self.isSafe(address) else {
            throw CommandError(
                .failure,
                "\(root.host() ?? "the server") names '\(description.domainUrl)' to log in at, which is not safe")
        }
        (self.description, self.address, self.http, self.timeout) = (description, address, http, timeout)
    }

    /// Nobody on the way may read what is sent there: not over the browser, either.
    private static func isSafe(_ address: URL) -> Bool {
        guard let host = address.host(), !host.isEmpty else { return false }
        return address.scheme == "https" || address.scheme == "http" && LoopbackHost.matches(host)
    }

    /// The page to open in a browser, which then calls the redirect address with a code.
    package func authorizationURL(redirect: String, state: String, challenge: String) throws -> URL {
        let query = FormText.encode([
            ("prompt", "login"), ("audience", description.audience), ("client_id", description.clientId),
            ("redirect_uri", redirect), ("scope", Self.scope), ("response_type", "code"), ("response_mode", "query"),
            ("state", state), ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ])
        let page = address.appending(path: "authorize").absoluteString
        guard let url = URL(string: "\(page)?\(query)") else {
            throw CommandError(.failure, "'\(page)' is no address to log in at")
        }
        return url
    }

    /// Redeems a code.
    package func redeem(code: String, verifier: String, redirect: String) async throws -> TokenGrant {
        try await grant([
            ("client_id", description.clientId), ("grant_type", "authorization_code"), ("code", code),
            ("code_verifier", verifier), ("redirect_uri", redirect),
        ])
    }

    /// Gets a new token for the refresh token of an earlier one.
    package func refresh(_ refreshToken: String) async throws -> TokenGrant {
        try await grant([
            ("client_id", description.clientId), ("grant_type", "refresh_token"), ("refresh_token", refreshToken),
        ])
    }

    /// Who holds a token.
    package func holder(of token: String) async throws -> TokenHolder {
        var request = HTTPRequest(.get, address.appending(path: "userinfo"), timeout: timeout)
        request.headers["Authorization"] = "Bearer \(token)"
        let response = try await http.send(request)
        guard response.isSuccess, let holder = try? JSONDecoder().decode(TokenHolder.self, from: response.body) else {
            throw AuthorizationRefusal(response, "say whose token it is")
        }
        return holder
    }

    private func grant(_ fields: [(name: String, value: String)]) async throws -> TokenGrant {
        var request = HTTPRequest(.post, address.appending(path: "oauth/token"), timeout: timeout)
        request.headers["Content-Type"] = "application/x-www-form-urlencoded"
        request.body = Data(FormText.encode(fields).utf8)
        let response = try await http.send(request)
        guard response.isSuccess, let grant = try? JSONDecoder().decode(TokenGrant.self, from: response.body),
            !grant.token.isEmpty
        else { throw AuthorizationRefusal(response, "give a token") }
        return grant
    }
}

/// What a server gives for a code or a refresh token.
package struct TokenGrant: Decodable, Sendable {
    let token: String
    let refreshToken: String?
    /// In seconds from the moment of the answer.
    let lifetime: Double?

    private enum CodingKeys: String, CodingKey {
        case token = "access_token"
        case refreshToken = "refresh_token"
        case lifetime = "expires_in"
    }

    /// The login that comes of it, reckoned from this machine's clock: the server's may go otherwise.
    package func login(at now: Date) -> StoredLogin {
        let expiry = lifetime.map { now.addingTimeInterval($0) }
        return StoredLogin(token: token, refreshToken: refreshToken, expiry: expiry ?? TokenClaims(token)?.expiry)
    }
}

/// A person, as the server knows them.
package struct TokenHolder: Decodable, Sendable, Equatable {
    /// The address by which they log in.
    package let email: String?
}

/// The server's answer to a login or a refresh that it does not do.
package struct AuthorizationRefusal: CommandErrorConvertible {
    /// The status code.
    let status: Int
    /// OAuth's word for it, such as `invalid_grant`.
    let code: String?
    private let words: String
    private let requestID: String?

    init(_ response: HTTPResponse, _ purpose: String) {
        let body = try? JSONDecoder().decode(Body.self, from: response.body)
        status = response.status
        code = body?.error
        requestID = response.requestID
        let reason = [body?.error, body?.description].compactMap { $0 }.joined(separator: ": ")
        let answer = response.isSuccess ? "its answer cannot be read" : "status \(response.status)"
        words = "the server did not \(purpose) (\(reason.isEmpty ? answer : reason))"
    }

    private struct Body: Decodable {
        let error: String?
        let description: String?

        enum CodingKeys: String, CodingKey {
            case error
            case description = "error_description"
        }
    }

    /// Whether asking again cannot help.
    var isFinal: Bool { (400..<500).contains(status) && status != 408 && status != 429 }

    /// The refusal in words; exit code 3 where the server does not want this login.
    package var commandError: CommandError {
        CommandError(isFinal ? .unauthorized : .failure, words, requestID: requestID)
    }
}
