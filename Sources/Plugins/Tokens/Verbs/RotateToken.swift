#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import Kernel

/// Gives a token a new value and prints it once.
struct RotateToken<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "rotate", aliases: ["ro"], summary: "Give a token a new value and retire the old one",
            discussion: "The old value stops working at once. The new one is written to stdout and never shown again.",
            effect: .changes,
            related: Place.scope.commands("list", "create", "delete"),
            examples: [
                Example(
                    "rotate --name 'CI deploy'\(Place.scope.exampleFlag)",
                    "Rotate a token by its name, after a question"),
                Example("rotate TOKEN_ID\(Place.scope.exampleFlag) --force --clean-output", "Rotate in a script"),
            ])
    }
    static var fields: [String] { TokenColumns.fieldsWithValue(Place.scope) }

    @OptionGroup var token: TokenSelection<Place, OwnToken>

    @OptionGroup var issue: IssueOptions

    @Flag("f", help: "Skip the confirmation")
    var force = false

    @Option(
        help: "Make a new token beside the old one, which goes after that time, or by hand; 0 once the new one works")
    var overlap: OverlapMode?

    @OptionGroup var place: Place

    @OptionGroup var delivery: DeliveryOptions

    func run(in context: Context) async throws {
        let delivery = try SecretDelivery(delivery, in: context)
        let client = try AstroClient(context)
        let place = try await place.resolve(in: context, client)
        // Both tokens of an overlap have the name; it is the old one that a run goes on with.
        let begun = overlap == nil || token.name == nil ? [] : try OverlapStore(context).begun(place.scope)
        let target = try await token.resolve(in: context, client, of: place, preferring: begun)
        try target.requireOwner(place, toBe: "rotate")
        try await confirm(target, context)
        let way = TokenIssue(
            context: context, client: client, delivery: delivery, options: issue, action: "rotate", before: target)
        if let overlap {
            try await replace(target, overlap, place, way)
        } else {
            try await rotate(target, place, way)
        }
    }

    private func confirm(_ target: APIToken, _ context: Context) async throws {
        if context.auth.apiTokenID == target.id {
            context.output.warning(
                "the token \(target.label) is the one that this program is logged in with; it goes on with the new value"
            )
        }
        guard !force else { return }
        if let overlap {
            let end = overlap == .manual ? "until 'overlap finish'" : "for \(overlap.argument) more"
            context.output.notice("The current value of the token \(target.label) goes on working \(end).")
        } else {
            context.output.warning("the current value of the token \(target.label) stops working at once")
        }
        try await context.output.confirm("Rotate it?", flag: "--force")
    }

    private func rotate(_ target: APIToken, _ place: TokenPlace, _ way: TokenIssue) async throws {
        let wish = SecretIssue(
            name: target.id, subject: "the token \(target.label)", step: "rotating",
            remedy: "\(place.scope.family) recover \(target.id)")
        let context = way.context
        try await way.run(wish, columns: TokenColumns.withValue(in: place)) { _ in
            let rotated = try await TokenRotation(client: way.client, context: context).rotate(target)
            if context.auth.apiTokenID == target.id {
                try await context.auth.replaceCredential(with: rotated.token ?? "")
            }
            return rotated
        }
        guard !issue.cleanOutput else { return }
        context.output.notice("The token \(target.label) has a new value, shown once. Its old value no longer works.")
    }

    /// Makes a token that takes the target's place, and deletes the target now, later or never.
    private func replace(
        _ target: APIToken, _ mode: OverlapMode, _ place: TokenPlace, _ way: TokenIssue
    ) async throws {
        let context = way.context
        let creation = OverlapCreation(context: context, client: way.client, place: place, old: target, mode: mode)
        let wish = SecretIssue(
            name: Overlap.recordName(of: target.id), subject: "the token that replaces \(target.label)", step: "making",
            remedy: "\(place.scope.family) recover")
        var way = way
        // The old one goes at once only when the new one is known to work.
        way.options.verify = issue.verify || mode == .after(.zero)
        let new = try await way.run(wish, columns: TokenColumns.withValue(in: place)) { earlier in
            let created = try await creation.create(after: earlier)
            if context.auth.apiTokenID == target.id {
                try await context.auth.replaceCredential(with: created.token ?? "")
            }
            return created
        }
        guard let new else { return }
        let overlap = try creation.overlap(new)
        // One that is not on record was cancelled meanwhile, or could not be put there, as was said.
        guard try OverlapStore(context).has(overlap) else { return }
        if mode == .after(.zero) { return try await OverlapEnd(context).finish(overlap) }
        if !issue.cleanOutput { tell(overlap, target, place, context) }
    }

    private func tell(_ overlap: Overlap, _ target: APIToken, _ place: TokenPlace, _ context: Context) {
        let until = overlap.due.map { "until \($0.rfc3339) and then waits for" } ?? "until"
        context.output.notice(
            "The token \(overlap.newID) takes the place of \(target.label), which goes on \(until) "
                + "'\(place.scope.family) overlap finish'.")
    }
}
