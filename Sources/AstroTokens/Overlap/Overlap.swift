#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
import AstroAPI
package import AstroPlaces
package import Kernel

/// Two tokens, one of which replaces the other: both work until the old one is deleted.
package struct Overlap: Codable, Sendable, Equatable {
    /// The server of both tokens.
    package let context: String
    package let organizationID: String
    /// `deployment`, `workspace` or `organization`, or `agent` for tokens of a Deployment's agents.
    package let scope: String
    package let placeID: String
    /// The place's name, if the rotation or the server provided it.
    package var placeName: String?
    package let name: String
    package let oldID: String
    package let newID: String
    package let begin: Date
    /// When the old token may be deleted; nil if a person decides.
    package var due: Date?
    /// The random text in the new token's mark; nil if the overlap was begun without a mark.
    package var nonce: String?
    /// Whether the server accepted the new token's value.
    package var isVerified: Bool?

    /// The family of both tokens; nil if a newer version of the program wrote the record.
    package var family: TokenFamily? { TokenFamily(word: scope) }

    /// The API endpoints of both tokens.
    var endpoints: TokenEndpoints { family == .agentTokens ? .agents(deploymentID: placeID) : .organization }

    /// Returns a command for tokens of its family.
    package func command(_ verb: String, _ arguments: String...) -> Hint { command(verb, arguments) }

    private func command(_ verb: String, _ arguments: [String]) -> Hint {
        family?.command(verb, arguments) ?? .command("\(scope) token \(verb)", arguments)
    }

    /// Returns whether a token is the "old" or the "new" one; nil if it is neither.
    package func part(of tokenID: String) -> String? { tokenID == oldID ? "old" : tokenID == newID ? "new" : nil }

    /// Whether a complete list shows that it has ended: one of its tokens is gone.
    ///
    /// A list with neither of them says nothing: the credential may not see their place.
    package func hasEnded(_ isListed: (_ id: String) -> Bool) -> Bool { isListed(oldID) != isListed(newID) }

    /// When the old one may go, in words.
    package var until: String { due.map { "at least until \($0.rfc3339)" } ?? "until you finish the overlap" }

    /// The rotation that created it, or continues if it was interrupted.
    package var repetition: Hint {
        let time = due.map { Duration.seconds(Int($0.timeIntervalSince(begin))).argument } ?? "manual"
        let place = family?.scope == .organization ? [] : ["--\(family?.scope.word ?? scope)", placeID]
        return command("rotate", [oldID, "--overlap", time] + place)
    }

    /// The command that deletes the old token in any case, for agent tokens: only the agents know if the new one works.
    var deletion: Hint? {
        family == .agentTokens ? command("delete", oldID, "--\(TokenScope.deployment.word)", placeID) : nil
    }

    /// The name of the new token's record while it is in progress.
    package var recordName: String { Self.recordName(of: oldID) }

    package static func recordName(of oldID: String) -> String { recordPrefix + oldID }

    /// Returns the ID of the old token that a record belongs to; nil if the name is not an overlap's.
    package static func oldID(ofRecord name: String) -> String? {
        name.hasPrefix(recordPrefix) ? String(name.dropFirst(recordPrefix.count)) : nil
    }

    private static let recordPrefix = "overlap-"
}
