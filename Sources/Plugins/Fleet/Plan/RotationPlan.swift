import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The rotations that one machine decided on, for any machine to apply.
///
/// It contains no secret, command or path: those stay in the policy, which it identifies by its hash.
struct RotationPlan: Codable, Sendable, Equatable {
    static let currentVersion = 1

    /// The state of a token when the plan was made: if it is unchanged, nobody has rotated the token since.
    struct Fingerprint: Codable, Sendable, Equatable {
        var shortToken: String
        var lastRotatedAt: String?

        init(shortToken: String, lastRotatedAt: String?) {
            self.shortToken = shortToken
            self.lastRotatedAt = lastRotatedAt
        }

        init(_ token: APIToken) {
            self.init(shortToken: token.shortToken, lastRotatedAt: token.lastRotatedAt?.text)
        }
    }

    /// The action for a token.
    enum Action: String, Codable, Sendable {
        /// It gets a new value.
        case rotate
        /// A new token replaces it, and both work for a while.
        case overlap
    }

    /// One token to rotate.
    struct Item: Codable, Sendable, Equatable {
        var id: String
        var name: String
        var scope: String
        var placeId: String
        var placeName: String
        var fingerprint: Fingerprint
        /// When it expires, as of the plan.
        var endAt: String?
        /// The rule that decided; nil in a plan without a policy.
        var rule: String?
        var reason: String
        let action: Action
        /// How long both tokens work, or `manual`; nil for a rotation in place.
        var overlap: String?

        /// How it is replaced; nil for a rotation in place.
        var overlapMode: OverlapMode? { action == .overlap ? overlap.flatMap(OverlapMode.init(argument:)) : nil }
    }

    /// A token that is not rotated, and why.
    struct LeftOut: Codable, Sendable, Equatable {
        enum Why: String, Codable, Sendable {
            case unmatched
            case skipped
            case ownCredential = "own credential"
            case replacing
            /// The place that it belongs to is unknown.
            case homeless = "unknown place"
            /// The server's data is too incomplete to judge whether a rule, or the flags, match.
            case unclear
        }

        var id: String
        var name: String
        var why: Why
        /// The rule that decided.
        var rule: String?
        /// The words of the command for it, if any.
        var command: [String]?
    }

    let version: Int
    var madeAt: String
    var validUntil: String
    var context: String
    var organizationId: String
    /// The SHA-256 of the policy; nil in a plan that was made from flags.
    var policy: String?
    let items: [Item]
    let leftOut: [LeftOut]
    /// The SHA-256 of everything else, which reveals an edited or damaged plan.
    var checksum: String

    init(
        madeAt: Date, validUntil: Date, context: String, organizationId: String, policy: String?, items: [Item],
        leftOut: [LeftOut]
    ) {
        version = Self.currentVersion
        self.madeAt = madeAt.rfc3339
        self.validUntil = validUntil.rfc3339
        self.context = context
        self.organizationId = organizationId
        self.policy = policy
        self.items = items
        self.leftOut = leftOut
        checksum = ""
        checksum = computedChecksum()
    }

    private func computedChecksum() -> String {
        var plan = self
        plan.checksum = ""
        return SHA256.hexadecimal(plan.json(isIndented: false))
    }

    /// Its name among plans.
    var shortName: String { String(checksum.prefix(16)) }
}

extension RotationPlan {
    private struct Version: Decodable { let version: Int }

    /// The maximum size of a plan in bytes: far more than 100,000 tokens need.
    private static let largest = 128 << 20

    /// Parses a plan.
    ///
    /// - Parameter remaking: How to make it again.
    /// - Throws: ``CommandError`` with ``ExitCode/usage`` for anything but a complete, unedited plan.
    static func read(_ content: Data, remaking: PlanRemaking) throws -> RotationPlan {
        guard content.count <= largest else { throw CommandError.usage("the plan is larger than 128 MiB") }
        let decoder = JSONDecoder()
        let plan = try? decoder.decode(RotationPlan.self, from: content)
        guard let version = try? plan?.version ?? decoder.decode(Version.self, from: content).version else {
            throw CommandError.usage(
                "this is not a plan, or a part of one; nothing was changed",
                hint: remaking.elsewhere)
        }
        guard version <= currentVersion else {
            throw CommandError.usage(
                "the plan has version \(version), which this program does not support; nothing was changed",
                hint: .command("version", "--check"))
        }
        guard let plan else {
            throw CommandError.usage("the plan cannot be read; nothing was changed", hint: remaking.inPlace)
        }
        // The hash covers only what was parsed; others may read what was ignored, such as a duplicate key.
        guard plan.checksum == plan.computedChecksum(), withoutSpace(content) == plan.json(isIndented: false) else {
            throw CommandError.usage(
                "the plan was edited or damaged since it was made; nothing was changed", hint: remaking.inPlace)
        }
        return plan
    }

    /// Refuses a plan that can't be applied here and now.
    ///
    /// - Parameters:
    ///   - own: The ID of the token that is the credential in use.
    ///   - remaking: How to make it again.
    func requireApplicable(
        now: Date, context: String, organizationID: String, own: String?, remaking: PlanRemaking
    ) throws {
        guard let end = Timestamp(validUntil).date, now < end else {
            throw CommandError.usage(
                "the plan expired at \(validUntil); nothing was changed", hint: remaking.inPlace)
        }
        guard context == self.context, organizationID.lowercased() == organizationId.lowercased() else {
            throw CommandError.usage(
                "the plan is for the Organization \(organizationId) on \(self.context), not for \(organizationID) on "
                    + "\(context); nothing was changed",
                hint: context == self.context
                    ? "use a credential of that Organization, or pass --organization \(organizationId)"
                    : "pass --context \(self.context)")
        }
        if let own, items.contains(where: { $0.id == own }) {
            throw CommandError.usage(
                "the plan includes the token \(own), which is the credential in use; nothing was changed",
                hint: .command("token rotate", own))
        }
        guard items.allSatisfy({ $0.action == .rotate || $0.overlapMode != nil }) else {
            throw CommandError.usage(
                "the plan does not say how long tokens overlap; nothing was changed", hint: remaking.inPlace)
        }
        guard Set(items.map(\.id)).count == items.count else {
            throw CommandError.usage("the plan names a token twice; nothing was changed")
        }
    }

    /// Refuses another policy than the one that the plan was made from, without a request.
    ///
    /// - Parameters:
    ///   - policy: The SHA-256 of the given policy, if any.
    ///   - remaking: How to make it again.
    func requireMade(by policy: String?, remaking: PlanRemaking) throws {
        switch (self.policy, policy) {
        case (let mine?, let its?) where mine != its:
            throw CommandError.usage(
                "the policy has changed since the plan was made; nothing was changed", hint: remaking.inPlace)
        case (_?, nil):
            throw CommandError.usage(
                "the plan was made from a policy, which says where values go; nothing was changed",
                hint: "pass --policy FILE")
        case (nil, _?):
            throw CommandError.usage("the plan was made without a policy; nothing was changed", hint: "omit --policy")
        default: break
        }
    }
}
