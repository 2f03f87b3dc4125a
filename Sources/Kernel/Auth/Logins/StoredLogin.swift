#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// What is kept of a login.
package struct StoredLogin: Sendable, Equatable {
    /// The token, without the word `Bearer`.
    package var token: String
    /// What gets another token when this one ends.
    package var refreshToken: String?
    /// When the token ends, by this machine's clock; nil where nothing says.
    package var expiry: Date?

    /// Describes a login.
    package init(token: String, refreshToken: String? = nil, expiry: Date? = nil) {
        self.token = token
        self.refreshToken = refreshToken
        self.expiry = expiry
    }

    /// Whether the token still serves after so many seconds.
    package func lasts(_ seconds: Double, from now: Date) -> Bool {
        expiry.map { $0 > now.addingTimeInterval(seconds) } ?? true
    }
}
