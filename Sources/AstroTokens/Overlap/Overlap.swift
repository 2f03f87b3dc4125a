#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
import AstroAPI
package import AstroPlaces
package import Kernel

/// Two tokens of which one takes the other's place: both work until the old one is deleted.
package struct Overlap: Codable, Sendable, Equatable {
    /// The server that both are on.
    package let context: String
    package let organizationID: String
    /// `deployment`, `workspace` or `organization`, or `agent` for tokens of a Deployment's agents.
    package let scope: String
    package let placeID: String
    /// The place's name, where the rotation knew it or the server was asked.
    package var placeName: String?
    package let name: String
    package let oldID: String
    package let newID: String
    package let begin: Date
    /// When the old one may go; nil if a person decides.
    package var due: Date?
    /// What the new token's mark is recognized by; nil if it was begun without one.
    package var nonce: String?
    /// Whether the server was seen to accept the new token's value.
    package var isVerified: Bool?

    /// Whose tokens both are; nil if the record is of a newer program.
    package var family: TokenFamily? { TokenFamily(word: scope) }

    /// Where both are.
    var endpoints: TokenEndpoints { family == .agentTokens ? .agents(deploymentID: placeID) : .organization }

    /// A command for tokens of its family.
    package func command(_ verb: String, _ arguments: String...) -> Hint { command(verb, arguments) }

    private func command(_ verb: String, _ arguments: [String]) -> Hint {
        family?.command(verb, arguments) ?? .command("\(scope) token \(verb)", arguments)
    }

    /// What a token is in it, in one word; nil if it is neither of the two.
    package func part(of tokenID: String) -> String? { tokenID == oldID ? "old" : tokenID == newID ? "new" : nil }

    /// When the old one may go, in words.
    package var until: String { due.map { "at least until \($0.rfc3339)" } ?? "until you finish the overlap" }

    /// The rotation that made it; where that was cut off, it goes on.
    package var repetition: Hint {
        let time = due.map { Duration.seconds(Int($0.timeIntervalSince(begin))).argument } ?? "manual"
        let place = family?.scope == .organization ? [] : ["--\(family?.scope.word ?? scope)", placeID]
        return command("rotate", [oldID, "--overlap", time] + place)
    }

    /// The command that deletes the old token whatever became of the new one: only agents can tell that theirs works.
    var deletion: Hint? {
        family == .agentTokens ? command("delete", oldID, "--\(TokenScope.deployment.word)", placeID) : nil
    }

    /// What the new token's value is called while it is under way.
    package var recordName: String { Self.recordName(of: oldID) }

    package static func recordName(of oldID: String) -> String { recordPrefix + oldID }

    /// The old token that a record of such a name belongs to; nil for other names.
    package static func oldID(ofRecord name: String) -> String? {
        name.hasPrefix(recordPrefix) ? String(name.dropFirst(recordPrefix.count)) : nil
    }

    private static let recordPrefix = "overlap-"
}
