import AstroAPI
import Kernel

/// Gives a token a new value and prints it once.
struct RotateToken<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "rotate", aliases: ["ro"], summary: "Give a token a new value and retire the old one",
            discussion: "The old value stops working at once. The new one is written to stdout and never shown again.",
            effect: .changes,
            examples: [
                Example(
                    "rotate --name 'CI deploy'\(Place.scope.exampleFlag)",
                    "Rotate a token by its name, after a question"),
                Example("rotate TOKEN_ID\(Place.scope.exampleFlag) --force --clean-output", "Rotate in a script"),
            ])
    }
    static var fields: [String] { TokenColumns.fieldsWithValue(Place.scope) }

    @OptionGroup var token: TokenSelection<OwnToken>

    @OptionGroup var issue: IssueOptions

    @Flag("f", help: "Skip the confirmation")
    var force = false

    @OptionGroup var place: Place

    @OptionGroup var delivery: DeliveryOptions

    func run(in context: Context) async throws {
        let delivery = try SecretDelivery(delivery, in: context)
        let client = try AstroClient(context)
        let place = try await place.resolve(in: context, client)
        let target = try await token.resolve(in: context, client, of: place)
        try target.requireOwner(place, toBe: "rotate")
        let isOwn = context.auth.apiTokenID == target.id
        try await confirm(target, isOwn: isOwn, context)
        try await rotate(target, place, delivery, client, context)
        if isOwn { context.output.notice("From now on this program needs the new value where it had the old one.") }
    }

    private func confirm(_ target: APIToken, isOwn: Bool, _ context: Context) async throws {
        if isOwn {
            context.output.warning("the token \(target.label) is the one that this program is logged in with")
        }
        guard !force else { return }
        context.output.warning("the current value of the token \(target.label) stops working at once")
        try await context.output.confirm("Rotate it?", flag: "--force")
    }

    private func rotate(
        _ target: APIToken, _ place: TokenPlace, _ delivery: SecretDelivery, _ client: AstroClient, _ context: Context
    ) async throws {
        let wish = SecretIssue(
            name: target.id, subject: "the token \(target.label)", step: "rotating",
            remedy: "\(place.scope.family) recover \(target.id)")
        try await delivery.issue(
            wish, columns: TokenColumns.withValue(in: place), verify: issue.check(client)
        ) { _ in
            let rotated = try await TokenRotation(client: client, context: context).rotate(target)
            if context.auth.apiTokenID == target.id {
                try await context.auth.replaceCredential(with: rotated.token ?? "")
            }
            return rotated.issued
        }
        guard !issue.cleanOutput else { return }
        context.output.notice("The token \(target.label) has a new value, shown once. Its old value no longer works.")
    }
}
