import Base
import HTTPClient
package import OperatingSystem

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where logins are stored: in the home config file, or by the program in the setting `credential_helper`.
package struct LoginStorage: Sendable {
    private let config: Config
    private let environment: Environment
    /// The program that stores the secrets; nil if the config file does.
    package let helper: CredentialHelper?

    /// How long a write waits for another process's refresh, which may take as long as two requests.
    package static let patience = Duration.seconds(90)

    /// Determines where logins are stored; each storage reads the files again.
    package init(environment: Environment, files: any FileSystem) throws {
        self.environment = environment
        config = Config(environment: environment, files: files)
        helper = try config.value("credential_helper").map { try CredentialHelper($0, environment) }
    }

    /// Returns the login to a domain, or nil if there is none.
    package func login(to domain: String) async throws -> StoredLogin? {
        guard let helper else { return try loginInConfig(domain) }
        return try await helper.get(domain)
    }

    /// Returns whether the login to a domain is stored here, and no variable overrides it.
    package func keepsLogin(to domain: String) throws -> Bool {
        if helper != nil { return true }
        let path = config.path(ofContext: domain) + ["token"]
        return try config.value(at: path) == config.value(at: path, in: .home)
    }

    /// Checks whether another login could replace the current one, by storing the current one again.
    package func requireKeepable(_ present: StoredLogin?, to domain: String) async throws {
        if let present { try await helper?.store(present, domain) }
        try config.requireEditable(.home)
    }

    /// Stores a login and makes other changes to the home config file, all in one edit.
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

    /// Deletes the login to a domain, with all of its secrets.
    package func erase(_ domain: String) async throws {
        let path = config.path(ofContext: domain)
        try config.edit(.home) { document in
            for key in ["token", "refreshtoken", "expiresin", "user_email"] { try document.remove(path + [key]) }
        }
        try await helper?.erase(domain)
    }

    /// Runs a step while no other process changes a login.
    package static func alone<Result>(
        in environment: Environment, _ files: any FileSystem, patience: Duration = patience,
        _ body: () async throws -> Result
    ) async throws -> Result {
        let lock = try await lock(in: environment, files, patience: patience)
        defer { lock.release() }
        return try await body()
    }

    /// Takes the lock that keeps other processes from changing a login.
    ///
    /// It isn't the config file's own lock: a refresh takes as long as the network, and settings must not wait for
    /// that.
    package static func lock(
        in environment: Environment, _ files: any FileSystem, patience: Duration = patience
    ) async throws -> any FileLock {
        try await files.lock(StateFolder(environment).loginLock, patience: patience)
    }

    private func loginInConfig(_ domain: String) throws -> StoredLogin? {
        let path = config.path(ofContext: domain)
        guard let text = try config.value(at: path + ["token"]) else { return nil }
        let token = PastedToken.unwrapped(text, variable: environment.names.variable("API_TOKEN"))
        guard !token.isEmpty else { return nil }
        if let complaint = PastedToken.complaint(about: token) {
            throw CommandError(
                .unauthorized, "the stored login to \(domain) is malformed: \(complaint); nothing was sent",
                hint: .login(domain))
        }
        // A token from a variable or the project's file doesn't belong to the refresh token in the home file.
        let isOwn = try config.value(at: path + ["token"], in: .home) == text
        let refreshToken = isOwn ? try config.value(at: path + ["refreshtoken"], in: .home) : nil
        let noted = try config.value(at: path + ["expiresin"]).flatMap { try? Date($0, strategy: .iso8601) }
        return StoredLogin(
            token: token, refreshToken: refreshToken.flatMap { $0.isEmpty ? nil : $0 },
            expiry: noted ?? TokenClaims(token)?.expiry)
    }
}

extension ConfigDocument {
    /// Sets a value, or removes its key if there is none.
    package mutating func put(_ value: String?, at path: [String]) throws(ConfigSyntaxError) {
        if let value { try set(value, at: path) } else { try remove(path) }
    }
}
