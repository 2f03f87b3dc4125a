#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A program `astro-credential-NAME` that keeps logins, spoken to in JSON over its stdin and stdout.
///
/// Secrets never stand among its arguments or variables, which other processes can see.
package struct CredentialHelper: Sendable {
    /// What is said to it and by it.
    private struct Message: Codable {
        var version = 1
        var domain: String
        var token: String?
        var refreshToken: String?
        var expires: String?
    }

    /// The name that the setting gives.
    package let name: String
    private let environment: Environment
    private let timeout: Duration

    /// Names a helper; it is looked for when it is first needed.
    ///
    /// - Throws: ``CommandError`` where the name could not be one.
    package init(_ name: String, _ environment: Environment, timeout: Duration = .seconds(60)) throws {
        guard Validator.identifier.complaint(name) == nil else {
            throw CommandError(
                .failure,
                "the setting credential_helper is '\(name)', which is no name: only letters, digits, - and _ are")
        }
        (self.name, self.environment, self.timeout) = (name, environment, timeout)
    }

    private var program: String { "astro-credential-\(name)" }

    /// The login to a domain that the helper has, or nil where it has none.
    package func get(_ domain: String) async throws -> StoredLogin? {
        let output = try await run("get", Message(domain: domain))
        if output.allSatisfy({ $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: " ") }) { return nil }
        guard let message = try? JSONDecoder().decode(Message.self, from: Data(output)), message.version == 1,
            message.domain == domain
        else { throw failure("answered something that is no login to \(domain)") }
        guard let token = message.token, !token.isEmpty else { return nil }
        let expiry = message.expires.flatMap { try? Date($0, strategy: .iso8601) } ?? TokenClaims(token)?.expiry
        return StoredLogin(token: token, refreshToken: message.refreshToken, expiry: expiry)
    }

    /// Lets the helper keep a login.
    package func store(_ login: StoredLogin, _ domain: String) async throws {
        let message = Message(
            domain: domain, token: login.token, refreshToken: login.refreshToken,
            expires: login.expiry?.rfc3339)
        _ = try await run("store", message)
    }

    /// Lets the helper forget the login to a domain; one that it does not have is no error.
    package func erase(_ domain: String) async throws { _ = try await run("erase", Message(domain: domain)) }

    private func run(_ verb: String, _ message: Message) async throws -> [UInt8] {
        guard let path = Subprocess.find(program, in: environment) else {
            throw failure(
                "is not on PATH", hint: "install it, or keep logins in the config file: remove credential_helper")
        }
        let input = Array(try StateJSON.line(of: message))
        let process = Subprocess(words: [path, verb], environment: environment)
        let outcome = try await process.run(input: input, timeout: timeout, capturesOutput: true)
        if outcome.timedOut {
            throw failure("did not end '\(verb)' within \(timeout.components.seconds) s and was stopped")
        }
        guard outcome.exitCode == 0 else { throw failure("ended '\(verb)' with exit code \(outcome.exitCode)") }
        return outcome.output
    }

    /// Nothing of what the helper said is repeated: it may be a secret.
    private func failure(_ words: String, hint: String? = nil) -> CommandError {
        CommandError(.failure, "the credential helper \(program) \(words)", hint: hint)
    }
}
