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

    @OptionGroup var token: TokenSelection<OwnToken>

    @Flag("c", help: "Write nothing but the new value")
    var cleanOutput = false

    @Flag("f", help: "Skip the confirmation")
    var force = false

    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        try context.output.requireReader()
        let client = try AstroClient(context)
        let place = try await place.resolve(in: context, client)
        let target = try await token.resolve(in: context, client, of: place)
        try target.requireOwner(place, toBe: "rotate")
        try await confirm(target, context)
        try await context.uninterrupted("rotating the token \(target.label)") {
            let rotated = try await client.rotateToken(id: target.id)
            try deliver(rotated, place, context)
        }
    }

    private func confirm(_ target: APIToken, _ context: Context) async throws {
        guard !force else { return }
        context.output.warning("the current value of the token \(target.label) stops working at once")
        try await context.output.confirm("Rotate it?", flag: "--force")
    }

    private func deliver(_ rotated: APIToken, _ place: TokenPlace, _ context: Context) throws {
        try context.deliver(
            rotated.token ?? "", of: rotated, named: rotated.id, columns: TokenColumns.withValue(in: place)
        )
        guard !cleanOutput else { return }
        context.output.notice("The token \(rotated.label) has a new value, shown once. Its old value no longer works.")
    }
}
