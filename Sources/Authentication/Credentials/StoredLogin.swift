import Base

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A stored login.
package struct StoredLogin: Sendable, Equatable {
    /// The token, without the word `Bearer`.
    package var token: String
    /// The refresh token.
    package var refreshToken: String?
    /// When the token expires, by this machine's clock; nil if unknown.
    package var expiry: Date?

    /// Creates a login.
    package init(token: String, refreshToken: String? = nil, expiry: Date? = nil) {
        self.token = token
        self.refreshToken = refreshToken
        self.expiry = expiry
    }

    /// Returns whether the token is still valid after a number of seconds.
    package func lasts(_ seconds: Double, from now: Date) -> Bool {
        expiry.map { $0 > now.addingTimeInterval(seconds) } ?? true
    }
}
