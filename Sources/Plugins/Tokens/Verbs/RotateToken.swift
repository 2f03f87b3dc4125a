import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
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
                Example("rotate TOKEN_ID\(Place.scope.exampleFlag) --yes --clean-output", "Rotate in a script"),
            ])
    }
    static var fields: [String] { TokenColumns.fieldsWithValue(Place.scope) }

    @OptionGroup var token: TokenSelection<Place, OwnToken>

    @OptionGroup var issue: IssueOptions

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation")
    var yes = false

    @Option(
        help: "Keep the old value working for DURATION; 0 until the new one works, manual until you finish the overlap")
    var overlap: OverlapMode?

    @OptionGroup var place: Place

    @OptionGroup var delivery: DeliveryOptions

    func run(in context: Context) async throws {
        let delivery = try SecretDelivery(delivery, in: context)
        let client = try await AstroClient(context)
        let (target, place) = try await context.preparing { try await choose(client, context) }
        try target.requireOwner(place, toBe: "rotate")
        warnOfOverlap(of: target, place, context)
        let isDescribed = !yes && context.output.isAtTerminal
        let named = isDescribed ? try await PlaceDirectory(context, client).named(place) : place
        try await confirm(target, named, context)
        let issue = TokenIssue(
            context: context, client: client, delivery: delivery, options: issue, before: target)
        try await TokenReplacement(of: target, in: named, issue).run(overlap)
    }

    private func choose(_ client: AstroClient, _ context: Context) async throws -> (APIToken, TokenPlace) {
        let place = try await place.resolve(in: context, client, for: "of the token to rotate")
        // Both tokens of an overlap have the name; it is the old one that a run goes on with.
        let begun = overlap == nil || !token.isNamed ? [] : try OverlapStore(context).begun(place.scope)
        let target = try await token.resolve(
            in: context, client, of: place, for: "to rotate", preferring: begun,
            choosing: { $0.scope == place.scope.apiScope })
        return (target, place)
    }

    /// Names the overlap that the token is part of: whoever forgot it may mean to finish that one.
    private func warnOfOverlap(of target: APIToken, _ place: TokenPlace, _ context: Context) {
        // A record that cannot be read is no reason to stop: what keeps the value says so before anything is changed.
        guard overlap == nil, let pending = try? OverlapStore(context).pending(target.id, place.scope) else { return }
        let isOld = pending.oldID == target.id
        context.output.warning(
            isOld
                ? "the token \(target.label) is being replaced by \(pending.newID), and works \(pending.until)"
                : "the token \(target.label) replaces \(pending.oldID), which works \(pending.until)",
            hint: pending.command("overlap finish", pending.newID))
    }

    private func confirm(_ target: APIToken, _ place: TokenPlace, _ context: Context) async throws {
        if context.auth.apiTokenID == target.id {
            context.output.warning(
                context.auth.isStored
                    ? "the token \(target.label) is the one you are logged in with; the login goes on with the new value"
                    : "the token \(target.label) is the one in ASTRO_API_TOKEN; set the variable to the new value"
            )
        }
        guard !yes else { return }
        if context.output.isAtTerminal { try describe(target, place, context) }
        if let overlap {
            let end = overlap == .manual ? "until you finish the overlap" : "for \(overlap.argument) more"
            context.output.notice("The current value of the token \(target.label) goes on working \(end).")
        } else {
            context.output.warning(
                "the current value of the token \(target.label) stops working at once",
                hint: context.output.isAtTerminal
                    ? "to keep it working for a day: \(place.command("rotate", target.id, "--overlap", "24h"))" : nil)
        }
        try await context.output.confirm("Rotate it?", flag: "--yes")
    }

    /// Says what a tired person may have mixed up: which token it is, where, and who may be using it.
    private func describe(_ target: APIToken, _ place: TokenPlace, _ context: Context) throws {
        let output = context.output
        let never = "never"
        output.facts([
            ("Token", target.label), (place.scope.noun, place.title), ("Workspace", place.workspaceName ?? ""),
            ("Context", try context.auth.domain()),
            ("Last used", target.lastUsedAt.map { output.age($0.text) } ?? never),
            ("Last rotated", target.lastRotatedAt.map { output.age($0.text) } ?? never),
        ])
    }
}
