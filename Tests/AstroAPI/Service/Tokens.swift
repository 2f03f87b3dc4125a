@testable import Authentication
import Foundation

/// API tokens in Astro's format.
enum Tokens {
    /// A token with these claims as JSON.
    static func token(_ claims: String) -> String {
        let payload = Data(claims.utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return "eyJhbGciOiJSUzI1NiJ9.\(payload).c2ln"
    }

    /// A token with these permissions, and optionally an expiry.
    static func token(permissions: [String], expiry: Int? = nil) -> String {
        let list = permissions.map { "\"\($0)\"" }.joined(separator: ",")
        return token(#"{"permissions":[\#(list)]\#(expiry.map { #","exp":\#($0)"# } ?? "")}"#)
    }

    /// The time of a test's clock.
    static let now = 1_772_323_200
}
