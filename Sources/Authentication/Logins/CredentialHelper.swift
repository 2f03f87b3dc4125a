import Base
import HTTPClient
package import OperatingSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A program `PROGRAM-credential-NAME` that stores logins, with JSON on its standard input and output.
///
/// Secrets are never in its arguments or variables, which other processes can see.
package struct CredentialHelper: Sendable {
    /// The messages to and from the helper.
    private struct Message: Codable {
        var version = 1
        var domain: String
        var token: String?
        var refreshToken: String?
        var expires: String?
    }

    /// The name in the setting.
    package let name: String
    private let environment: Environment
    private let timeout: Duration

    /// Creates a helper; the program is looked up on first use.
    ///
    /// - Throws: ``CommandError`` if the name is invalid.
    package init(_ name: String, _ environment: Environment, timeout: Duration = .seconds(60)) throws {
        guard Identifier.complaint(name) == nil else {
            throw CommandError(
                .failure,
                "the setting credential_helper is '\(name)', which is not a valid name; use letters, digits, - and _")
        }
        (self.name, self.environment, self.timeout) = (name, environment, timeout)
    }

    private var program: String { "\(environment.names.program)-credential-\(name)" }

    /// Returns the helper's login to a domain, or nil if it has none.
    package func get(_ domain: String) async throws -> StoredLogin? {
        let output = try await run("get", Message(domain: domain))
        if output.allSatisfy({ $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: " ") }) { return nil }
        guard let message = try? JSONDecoder().decode(Message.self, from: Data(output)), message.version == 1,
            message.domain == domain
        else { throw failure("did not return a login to \(domain)") }
        guard let token = message.token, !token.isEmpty else { return nil }
        let expiry = message.expires.flatMap { try? Date($0, strategy: .iso8601) } ?? TokenClaims(token)?.expiry
        return StoredLogin(token: token, refreshToken: message.refreshToken, expiry: expiry)
    }

    /// Makes the helper store a login.
    package func store(_ login: StoredLogin, _ domain: String) async throws {
        let message = Message(
            domain: domain, token: login.token, refreshToken: login.refreshToken,
            expires: login.expiry?.rfc3339)
        _ = try await run("store", message)
    }

    /// Makes the helper delete the login to a domain; a missing one is not an error.
    package func erase(_ domain: String) async throws { _ = try await run("erase", Message(domain: domain)) }

    private func run(_ verb: String, _ message: Message) async throws -> [UInt8] {
        guard let path = Subprocess.find(program, in: environment) else {
            throw failure(
                "is not on PATH", hint: "remove credential_helper from the config file to keep logins there")
        }
        let input = Array(try StateJSON.line(of: message))
        let process = Subprocess(words: [path, verb], environment: environment)
        let outcome = try await process.run(input: input, timeout: timeout, capturesOutput: true)
        if outcome.timedOut {
            throw failure("did not finish '\(verb)' within \(timeout.components.seconds) s and was stopped")
        }
        guard outcome.exitCode == 0 else { throw failure("exited with \(outcome.exitCode) on '\(verb)'") }
        return outcome.output
    }

    /// Nothing that the helper printed is repeated: it may be a secret.
    private func failure(_ words: String, hint: Hint? = nil) -> CommandError {
        CommandError(.failure, "the credential helper \(program) \(words)", hint: hint)
    }
}
