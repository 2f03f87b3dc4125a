#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where logins are kept: in the home config file, or by the program that the setting `credential_helper` names.
package struct LoginStorage: Sendable {
    private let config: Config
    /// The program that keeps the secrets; nil where the config file does.
    package let helper: CredentialHelper?

    /// How long a writer waits for a refresh of another process, which may take as long as two requests.
    private static let patience = Duration.seconds(90)

    /// Finds out where logins are kept; each storage reads the files anew.
    package init(environment: Environment, files: any FileSystem) throws {
        config = Config(environment: environment, files: files)
        helper = try config.value("credential_helper").map { try CredentialHelper($0, environment) }
    }

    /// The login to a domain, or nil where there is none.
    package func login(to domain: String) async throws -> StoredLogin? {
        guard let helper else { return try loginInConfig(domain) }
        return try await helper.get(domain)
    }

    /// Keeps a login and makes other changes to the home config file, all in one edit.
    package func save(
        _ login: StoredLogin, to domain: String, _ changes: (inout ConfigDocument) throws -> Void = { _ in }
    ) async throws {
        try await helper?.store(login, domain)
        let path = config.path(ofContext: domain)
        try config.edit(.home) { document in
            try document.set(domain, at: path + ["domain"])
            let isHere = helper == nil
            try document.put(isHere ? "Bearer \(login.token)" : nil, at: path + ["token"])
            try document.put(isHere ? login.refreshToken : nil, at: path + ["refreshtoken"])
            try document.put(login.expiry?.rfc3339, at: path + ["expiresin"])
            try changes(&document)
        }
    }

    /// Forgets the login to a domain, and everything else of it that opens an account.
    package func erase(_ domain: String) async throws {
        let path = config.path(ofContext: domain)
        try config.edit(.home) { document in
            for key in ["token", "refreshtoken", "expiresin", "user_email"] { try document.remove(path + [key]) }
        }
        try await helper?.erase(domain)
    }

    /// Runs a step while no other process changes a login.
    ///
    /// The lock is not the config file's own: a refresh takes as long as the network, and settings are not to wait.
    package static func alone<Result>(
        in environment: Environment, _ files: any FileSystem, _ body: () async throws -> Result
    ) async throws -> Result {
        let path = FilePaths.join(try environment.stateDirectory(), "login.lock")
        let start = ContinuousClock.now
        while true {
            if let lock = try files.tryLock(path) {
                defer { lock.release() }
                return try await body()
            }
            guard start.duration(to: .now) < patience else { throw FileError(.locked, path: path) }
            try await Task.sleep(for: .milliseconds(Int.random(in: 2...10)))
        }
    }

    private func loginInConfig(_ domain: String) throws -> StoredLogin? {
        let path = config.path(ofContext: domain)
        guard let text = try config.value(at: path + ["token"]) else { return nil }
        let token = Credential.withoutScheme(text)
        guard !token.isEmpty else { return nil }
        // A token that a variable or the project's file put over the home file's has no refresh token there.
        let isOwn = try config.value(at: path + ["token"], in: .home) == text
        let refreshToken = isOwn ? try config.value(at: path + ["refreshtoken"], in: .home) : nil
        let noted = try config.value(at: path + ["expiresin"]).flatMap { try? Date($0, strategy: .iso8601) }
        return StoredLogin(
            token: token, refreshToken: refreshToken.flatMap { $0.isEmpty ? nil : $0 },
            expiry: noted ?? TokenClaims(token)?.expiry)
    }
}

extension ConfigDocument {
    /// Sets a value, or removes its key where there is none.
    package mutating func put(_ value: String?, at path: [String]) throws(ConfigSyntaxError) {
        if let value { try set(value, at: path) } else { try remove(path) }
    }
}
