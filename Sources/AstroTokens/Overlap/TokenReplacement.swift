#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import AstroAPI
package import AstroPlaces
import Delivery
import Kernel

/// Rotates a token, or creates a replacement for it, and delivers the new value.
package struct TokenReplacement {
    private let target: APIToken
    private let place: TokenPlace
    private let issue: TokenIssue
    /// Whether the new token of an overlap gets a mark in its description.
    private let isMarked: Bool

    private var context: Context { issue.context }

    package init(of target: APIToken, in place: TokenPlace, _ issue: TokenIssue, isMarked: Bool = true) {
        self.isMarked = isMarked
        self.target = target
        self.place = place
        self.issue = issue
    }

    /// Issues the value and delivers it.
    ///
    /// - Parameter overlap: When to delete the old token after creating a replacement; nil to replace the token's own
    ///   value.
    package func run(_ overlap: OverlapMode?) async throws {
        if let overlap { try await replace(overlap) } else { try await rotate() }
    }

    private func rotate() async throws {
        let rotated = try await rotated()
        issue.tell(
            "The token \(target.label) has a new value.", rotated, oldValue: "The old value no longer works.",
            hint: "give the new value to whatever still uses the old one")
        try await issue.delivery.clearClipboard(of: rotated.token ?? "")
    }

    /// Replaces the token's own value, and delivers the new one.
    ///
    /// - Parameter isResumed: Whether the value that an earlier run kept is delivered instead.
    /// - Returns: The token with its value.
    /// - Throws: ``SupersededSecret`` where somebody else rotated the token meanwhile, and nothing was delivered.
    package func rotated(resuming isResumed: Bool = false) async throws -> APIToken {
        let words = RotationWords(target, place, context)
        let issuance = SecretIssue(
            name: target.id, subject: "the token \(target.label)", step: "rotating", remedy: words.recovery,
            advice: words.advice, repetition: words.repetition, previous: .stops)
        let rotation = TokenRotation(client: issue.client, context: context, repetition: words.repetition)
        return try await issue.run(issuance, in: place) { earlier in
            guard isResumed else { return try await rotation.rotate(target) }
            return try await rotation.kept(earlier, of: target)
        }
    }

    /// Creates a token that replaces the target, and deletes the target now, later or never.
    private func replace(_ mode: OverlapMode) async throws {
        let new = try await created(mode)
        do {
            try await settle(new, mode)
        } catch {
            // The value is delivered, whatever happened to the old token.
            try? await issue.delivery.clearClipboard(of: new.token ?? "")
            throw error
        }
        try await issue.delivery.clearClipboard(of: new.token ?? "")
    }

    /// Creates a token that replaces the target, and delivers its value; the target is kept.
    ///
    /// - Parameters:
    ///   - startsAnew: Whether to create it whatever was created before.
    ///   - settle: Settles with those who create one, too, before the value is delivered.
    /// - Returns: The new token with its value.
    package func created(
        _ mode: OverlapMode, startsAnew: Bool = false,
        settle: @escaping @Sendable (_ new: APIToken) async throws -> Void = { _ in }
    ) async throws -> APIToken {
        let creation = OverlapCreation(
            context: context, client: issue.client, place: place, old: target, mode: mode, isMarked: isMarked,
            startsAnew: startsAnew)
        let issuance = SecretIssue(
            name: Overlap.recordName(of: target.id), subject: "the token that replaces \(target.label)",
            step: "creating", remedy: place.family.command("recover", [target.id]), repetition: creation.repetition,
            previous: .goesOn)
        var issue = issue
        // The old token is deleted at once only if the new one is verified; only agents can verify theirs.
        issue.options.verify = issue.options.verify || mode == .after(.zero) && !place.isForAgents
        let new = try await issue.run(issuance, in: place) { earlier in
            let new = try await creation.create(after: earlier)
            try await settle(new)
            return new
        }
        let store = try OverlapStore(context)
        if issue.options.verify, var overlap = try store.record(of: new.id) {
            overlap.isVerified = true
            try store.keep(overlap)
        }
        return new
    }

    /// Deletes the old token, or says when that happens, after the new value is delivered.
    private func settle(_ new: APIToken, _ mode: OverlapMode) async throws {
        // One that is not on record was canceled meanwhile, or could not be put there, as was said.
        guard let overlap = try OverlapStore(context).record(of: new.id) else { return }
        if mode == .after(.zero) {
            try await finish(overlap)
            issue.tell("The token \(new.label) replaced \(target.label).", new)
        } else {
            tell(overlap, new)
        }
    }

    private func finish(_ overlap: Overlap) async throws {
        do {
            _ = try await OverlapEnd(context).finish(
                overlap, isRecorded: true, consent: place.isForAgents ? .forced : .given)
        } catch is CancellationError {
            throw CommandError.interrupted(
                "interrupted; the value of the token \(overlap.newID) was delivered, and \(overlap.oldID) still works, too",
                hint: remedy(overlap))
        } catch {
            throw undeleted(overlap, error)
        }
    }

    /// Returns the command that deletes the old token; agents must use the new value before their overlap is finished.
    private func remedy(_ overlap: Overlap) -> Hint {
        place.isForAgents
            ? place.command("delete", overlap.oldID) : overlap.command("overlap finish", overlap.newID)
    }

    /// Returns the error for an old token that was not deleted after the new value was delivered.
    private func undeleted(_ overlap: Overlap, _ cause: any Error) -> CommandError {
        var error = CommandError(describing: cause)
        let old = cause.leavesOutcomeOpen ? "may or may not be deleted" : "still works, too"
        error.message =
            "the value of the token \(overlap.newID) was delivered, and \(overlap.oldID) \(old): \(error.cause)"
        error.hint = remedy(overlap)
        return error
    }

    private func tell(_ overlap: Overlap, _ new: APIToken) {
        issue.tell(
            "The token \(overlap.newID) replaces \(target.label), which works \(overlap.until).", new,
            hint: overlap.due == nil
                ? overlap.command("overlap finish", overlap.newID) : overlap.command("overlap finish"))
    }
}
