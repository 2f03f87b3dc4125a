package import Base
package import HTTPClient

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The server for logins (OAuth 2.0), which the API itself names.
package struct AuthorizationServer: Sendable {
    private static let scope = "openid profile email offline_access"

    private let description: LoginServer
    private let address: URL
    private let http: any HTTPTransport
    private let timeout: Duration

    /// Asks the API at a URL for its server; `http` sends no credential.
    ///
    /// - Throws: ``CommandError`` if the API doesn't say, or the program doesn't know how to ask.
    package init(
        ofServer root: URL, _ login: LoginLookup?, _ http: any HTTPTransport, timeout: Duration
    ) async throws {
        let host = root.host() ?? "the server"
        guard let login else {
            throw CommandError(
                .unauthorized, "this program cannot log in to \(host)", hint: "set \(variable: "API_TOKEN")")
        }
        let response = try await http.send(HTTPRequest(.get, root.appending(path: login.path), timeout: timeout))
        guard response.isSuccess, let description = try? login.read(response.body) else {
            throw CommandError(
                .failure, "\(host) does not say how to log in (status \(response.status))",
                hint: "check the domain", requestID: response.requestID)
        }
        let address: URL
        do {
            address = try SecureAddress.url(description.address, of: "the address to log in at")
        } catch {
            var error = CommandError(describing: error)
            error.exitCode = .failure
            error.message = "\(host) does not name a safe login address: \(error.message)"
            throw error
        }
        (self.description, self.address, self.http, self.timeout) = (description, address, http, timeout)
    }

    /// Returns the page to open in a browser, which then calls the redirect URL with a code.
    package func authorizationURL(redirect: String, state: String, challenge: String) throws -> URL {
        let query = FormText.encode([
            ("prompt", "login"), ("audience", description.audience), ("client_id", description.clientID),
            ("redirect_uri", redirect), ("scope", Self.scope), ("response_type", "code"), ("response_mode", "query"),
            ("state", state), ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ])
        let page = address.appending(path: "authorize").absoluteString
        guard let url = URL(string: "\(page)?\(query)") else {
            throw CommandError(.failure, "'\(page)' is not a valid login address")
        }
        return url
    }

    /// Exchanges a code for a token.
    package func redeem(code: String, verifier: String, redirect: String) async throws -> TokenGrant {
        try await grant([
            ("client_id", description.clientID), ("grant_type", "authorization_code"), ("code", code),
            ("code_verifier", verifier), ("redirect_uri", redirect),
        ])
    }

    /// Gets a new token with a refresh token.
    package func refresh(_ refreshToken: String) async throws -> TokenGrant {
        try await grant([
            ("client_id", description.clientID), ("grant_type", "refresh_token"), ("refresh_token", refreshToken),
        ])
    }

    /// Returns the owner of a token.
    package func holder(of token: String) async throws -> TokenHolder {
        var request = HTTPRequest(.get, address.appending(path: "userinfo"), timeout: timeout)
        request.headers.bearerToken = token
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

/// The response to a code or a refresh token.
package struct TokenGrant: Decodable, Sendable {
    package let token: String
    package let refreshToken: String?
    /// The seconds from the response until the token expires.
    package let lifetime: Double?

    private enum CodingKeys: String, CodingKey {
        case token = "access_token"
        case refreshToken = "refresh_token"
        case lifetime = "expires_in"
    }

    /// Returns the login, with its expiry by this machine's clock: the server's may differ.
    package func login(at now: Date) -> StoredLogin {
        let expiry = lifetime.map { now.addingTimeInterval($0) }
        return StoredLogin(token: token, refreshToken: refreshToken, expiry: expiry ?? TokenClaims(token)?.expiry)
    }
}

/// A person, as the server knows them.
package struct TokenHolder: Decodable, Sendable, Equatable {
    /// The email address that they log in with.
    package let email: String?
}

/// The server's refusal of a login or a refresh.
package struct AuthorizationRefusal: CommandErrorConvertible {
    /// The status code.
    package let status: Int
    /// The OAuth error code, such as `invalid_grant`.
    package let code: String?
    private let words: String
    private let requestID: String?

    package init(_ response: HTTPResponse, _ purpose: String) {
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

    /// Whether a retry is pointless.
    var isFinal: Bool { (400..<500).contains(status) && status != 408 && status != 429 }

    /// The refusal as a message; exit code 3 if the server rejects this login.
    package var commandError: CommandError {
        CommandError(isFinal ? .unauthorized : .failure, words, requestID: requestID)
    }
}
