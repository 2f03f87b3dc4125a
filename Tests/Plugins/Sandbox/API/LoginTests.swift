import Foundation
import Testing

@testable import Kernel
@testable import Sandbox

@Suite("Logging in to the sandbox")
struct LoginTests {
    let sandbox = SandboxFixture()
    static let redirect = "http://localhost:12345/callback"

    func get(_ path: String, token: String? = nil) throws -> HTTPResponse {
        let headers: HTTPHeaders = token.map { ["Authorization": "Bearer \($0)"] } ?? ["Host": "localhost:8888"]
        return sandbox.api.respond(
            to: HTTPRequest(.get, try #require(URL(string: "http://127.0.0.1\(path)")), headers: headers))
    }

    /// The fields of the redirect to the browser.
    func authorize(_ changes: [String: String] = [:], challenge: String) throws -> [String: String] {
        let fields = [
            "client_id": "sandbox-cli", "response_type": "code", "redirect_uri": Self.redirect, "state": "s",
            "code_challenge": challenge, "code_challenge_method": "S256",
        ].merging(changes) { $1 }
        let response = try get("/authorize?" + FormText.encode(fields.map { ($0.key, $0.value) }))
        guard response.status == 302 else { return ["status": "\(response.status)"] }
        let location = try #require(response.headers["Location"])
        #expect(location.hasPrefix(Self.redirect + "?"))
        return FormText.decode(location.split(separator: "?")[1])
    }

    func grant(_ fields: [(String, String)]) throws -> (status: Int, body: [String: String]) {
        var request = HTTPRequest(.post, try #require(URL(string: "http://127.0.0.1/oauth/token")))
        request.body = Data(FormText.encode([("client_id", "sandbox-cli")] + fields.map { ($0.0, $0.1) }).utf8)
        let response = sandbox.api.respond(to: request)
        let object = try JSONSerialization.jsonObject(with: response.body) as? [String: Any] ?? [:]
        return (response.status, object.mapValues { "\($0)" })
    }

    func redeem(_ code: String, _ verifier: String, redirect: String = redirect) throws -> (
        status: Int, body: [String: String]
    ) {
        try grant([
            ("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier),
            ("redirect_uri", redirect),
        ])
    }

    @Test("names itself as the login server, by the host that was requested")
    func configuration() throws {
        let body = String(decoding: try get("/private/v1alpha1/cli/auth-config").body, as: UTF8.self)
        #expect(body.contains(#""domainUrl":"http://localhost:8888/""#))
    }

    @Test("exchanges a code and its verifier for a token, which opens the API and names the person")
    func wholeLogin() throws {
        let proof = ProofKey()
        let back = try authorize(challenge: proof.challenge)
        #expect(back["state"] == "s")
        let granted = try redeem(back["code"] ?? "", proof.verifier)
        #expect(granted.status == 200 && granted.body["expires_in"] == "3600")
        let token = try #require(granted.body["access_token"])
        #expect(try get("/v1/organizations", token: token).status == 200)
        #expect(String(decoding: try get("/userinfo", token: token).body, as: UTF8.self).contains("ada@acme.example"))
        #expect(try get("/userinfo", token: "x").status == 401)
    }

    @Test("refuses a code with a wrong verifier, and invalidates the code")
    func wrongVerifier() throws {
        let proof = ProofKey()
        let code = try authorize(challenge: proof.challenge)["code"] ?? ""
        let refused = try redeem(code, ProofKey().verifier)
        #expect(refused.status == 400 && refused.body["error"] == "invalid_grant")
        #expect(try redeem(code, proof.verifier).status == 400)
    }

    @Test("accepts each code once, and only with its redirect address")
    func codes() throws {
        let proof = ProofKey()
        let code = try authorize(challenge: proof.challenge)["code"] ?? ""
        #expect(try redeem(code, proof.verifier).status == 200)
        #expect(try redeem(code, proof.verifier).body["error"] == "invalid_grant")
        let other = try authorize(challenge: proof.challenge)["code"] ?? ""
        #expect(try redeem(other, proof.verifier, redirect: "http://localhost:1/callback").status == 400)
    }

    @Test("accepts each refresh token once")
    func refreshTokens() throws {
        let proof = ProofKey()
        let first = try redeem(try authorize(challenge: proof.challenge)["code"] ?? "", proof.verifier).body
        let fields = [("grant_type", "refresh_token"), ("refresh_token", first["refresh_token"] ?? "")]
        let second = try grant(fields)
        #expect(second.status == 200)
        #expect(second.body["refresh_token"] != first["refresh_token"])
        #expect(try grant(fields).body["error"] == "invalid_grant")
        #expect(try get("/v1/organizations", token: first["access_token"]).status == 401)
    }

    @Test(
        "redirects the browser with the error",
        arguments: [
            ["client_id": "x"], ["response_type": "token"], ["code_challenge_method": "plain"], ["code_challenge": ""],
        ])
    func wrongFields(changes: [String: String]) throws {
        #expect(try authorize(changes, challenge: "c")["error"] == "invalid_request")
    }

    @Test(
        "redirects the browser only to this machine",
        arguments: [
            "https://localhost:1/callback", "http://evil.example/callback", "http://localhost.evil.example/callback",
            "http://localhost:1/other", "http://localhost:1/callback?x=y", "",
        ])
    func redirects(address: String) throws {
        #expect(try authorize(["redirect_uri": address], challenge: "c")["status"] == "400")
    }

    @Test("refuses other grant types", arguments: ["password", "client_credentials", ""])
    func otherGrants(type: String) throws {
        #expect(try grant([("grant_type", type)]).body["error"] == "unsupported_grant_type")
    }
}
