import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Gives a token of a wider scope a role in a place.
struct AddGuest<Place: PlaceSelection, Guest: GuestToken>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "add", summary: "Give a token of the \(Guest.scope.noun) a role in a \(Place.scope.noun)",
            effect: .changes, isDestructive: false, isRepeatable: true,
            examples: [
                Example(
                    "add \(Guest.placeholder) --role \(Place.scope.roles[0])\(Place.scope.exampleFlag)",
                    "Grant a role")
            ])
    }
    static var fields: [String] { TokenColumns.fields(Place.family) }

    @OptionGroup var token: TokenSelection<Place, Newcomer<Guest>>
    @OptionGroup var role: RoleArgument<Place>
    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await place.resolve(in: context, client, for: "to give the token a role in")
        let target = try await token.resolve(
            in: context, client, of: { try await Guest.home(of: place, client, in: context) },
            for: "to give a role", where: Guest.includes, choosing: { $0.role(in: place) == nil })
        try target.requireGuest(Guest.self, of: place, toBe: "add")
        try await RoleChange(of: target, in: place, client, context, group: Guest.group).add(
            try await role.resolve(in: context, client, of: place))
    }
}

/// Changes the role that a token of a wider scope has in a place.
struct UpdateGuest<Place: PlaceSelection, Guest: GuestToken>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "update", summary: "Change the role that a token of the \(Guest.scope.noun) has in a \(Place.scope.noun)",
            effect: .changes, isRepeatable: true,
            examples: [
                Example("update \(Guest.placeholder) --role ROLE\(Place.scope.exampleFlag)", "Change the role")
            ])
    }
    static var fields: [String] { TokenColumns.fields(Place.family) }

    @OptionGroup var token: TokenSelection<Place, Guest>
    @OptionGroup var role: RoleArgument<Place>
    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let (place, target) = try await token.guest("update", in: place, "where the role changes", client, context)
        try await RoleChange(of: target, in: place, client, context, group: Guest.group).update(
            to: try await role.resolve(in: context, client, of: place))
    }
}

/// Removes the role of a token of a wider scope from a place.
struct RemoveGuest<Place: PlaceSelection, Guest: GuestToken>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "remove", summary: "Remove a token of the \(Guest.scope.noun) from a \(Place.scope.noun)",
            discussion: "Removes its role there; the token itself is kept.", effect: .changes, isRepeatable: true,
            examples: [Example("remove \(Guest.placeholder)\(Place.scope.exampleFlag)", "Remove the role")])
    }
    static var fields: [String] { TokenColumns.fields(Place.family) }

    @OptionGroup var token: TokenSelection<Place, Guest>
    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let (place, target) = try await token.guest("remove", in: place, "to remove the token from", client, context)
        try await RoleChange(of: target, in: place, client, context, group: Guest.group).remove()
    }
}

extension TokenSelection where Naming: GuestToken {
    /// Returns the place that was selected, and the token of a wider scope that has a role in it.
    fileprivate func guest(
        _ verb: String, in selection: Place, _ purpose: String, _ client: AstroClient, _ context: Context
    ) async throws -> (place: TokenPlace, token: APIToken) {
        let place = try await selection.resolve(in: context, client, for: purpose)
        let token = try await resolve(in: context, client, of: place, for: "to \(verb)", where: Naming.includes)
        try token.requireGuest(Naming.self, of: place, toBe: verb)
        return (place, token)
    }
}

/// Lists the tokens of a wider scope that have a role in a place.
struct ListGuests<Place: PlaceSelection, Guest: GuestToken>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "list", aliases: ["ls"],
            summary: "List the tokens of the \(Guest.scope.noun) with a role in a \(Place.scope.noun)", isList: true,
            examples: [Example("list\(Place.scope.exampleFlag)", "Show a table")])
    }
    static var fields: [String] { TokenColumns.fields(Place.family) }

    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await place.resolve(in: context, client, for: "whose tokens to list")
        try await context.output.list(
            key: "tokens", columns: TokenColumns.all(in: place), screen: TokenColumns.screen(Place.family),
            none: "\(place.sentenceLabel) has no \(Guest.noun)s."
        ) { add in
            try await client.tokens(place.filter) { try add($0.filter(Guest.includes).shown) }
        }
    }
}
