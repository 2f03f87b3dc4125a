import AstroAPI
import Kernel

/// The owner of a context's credential, according to the server.
struct CredentialHolder: Encodable, Sendable, Equatable {
    /// `user` or `apiToken`.
    let kind: String
    let id: String
    /// The person's name, or the token's; nil if the token may not read it.
    let name: String?
    /// The email address that the person logs in with.
    let email: String?
    /// When the token expires, according to the server.
    let expires: String?

    static let columns = [
        Column<CredentialHolder>("kind", "KIND") { $0.kind },
        Column<CredentialHolder>("id", "ID") { $0.id },
        Column<CredentialHolder>("name", "NAME") { $0.name ?? "" },
        Column<CredentialHolder>("email", "EMAIL") { $0.email ?? "" },
        Column<CredentialHolder>("expires", "EXPIRES", .moment) { $0.expires ?? "" },
    ]

    /// Its name for people.
    var label: String {
        guard kind == "apiToken" else {
            return [name, email.map { "<\($0)>" }].compactMap(\.self).joined(separator: " ")
        }
        return name.map { "the API token '\($0)' (\(id))" } ?? "the API token \(id)"
    }

    /// Asks the server with one request; nil if it accepts the credential but does not say whose it is.
    ///
    /// - Throws: ``APIError`` with status 401 if the server does not accept the credential.
    static func asked(in context: Context) async throws -> CredentialHolder? {
        // This refreshes a login first, and runs a credential helper that hasn't been run yet.
        guard let id = try await context.auth.bearerTokenID(), let client = try? await AstroClient(context) else {
            guard let person = try await OrganizationDirectory(context).person() else { return nil }
            return CredentialHolder(
                kind: "user", id: person.id, name: person.fullName, email: person.username, expires: nil)
        }
        do {
            let token = try await client.token(id: id)
            return CredentialHolder(
                kind: "apiToken", id: id, name: token.name, email: nil, expires: token.endAt?.text)
        } catch let error as APIError where [403, 404].contains(error.status) {
            // 403 and 404 prove that the value was accepted.
            return CredentialHolder(kind: "apiToken", id: id, name: nil, email: nil, expires: nil)
        }
    }
}

/// Shows whose credential is in use.
struct ShowHolder: Command, Equatable {
    static let configuration = CommandConfiguration(
        "whoami", summary: "Show who you are logged in as", discussion: "Asks the server with one request.",
        related: ["auth status", "login"],
        examples: [
            Example("whoami", "Show the login"), Example("whoami --fields id --no-header -o csv", "Show only the ID"),
        ])
    static var fields: [String] { CredentialHolder.columns.map(\.field) }

    func run(in context: Context) async throws {
        guard let holder = try await CredentialHolder.asked(in: context) else {
            throw CommandError(
                .notFound, "the server accepts the credential but does not say whose it is",
                hint: .command("auth status"))
        }
        guard context.output.format.isTable, context.options.fields == nil else {
            return try context.output.record(holder, columns: CredentialHolder.columns)
        }
        try context.output.sentence(VisibleText.escaping(holder.label))
    }
}
