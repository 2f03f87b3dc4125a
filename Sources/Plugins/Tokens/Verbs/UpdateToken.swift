import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// Changes a token's name, description or role; what is not asked for stays.
struct UpdateToken<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "update", aliases: ["up"], summary: "Change a token's name, description or role", effect: .changes,
            isRepeatable: true,
            related: Place.scope.commands("list", "rotate"),
            examples: [
                Example("update --name 'CI deploy' --new-name 'CI'\(Place.scope.exampleFlag)", "Rename a token"),
                Example("update TOKEN_ID --description ''\(Place.scope.exampleFlag)", "Clear its description"),
            ])
    }
    static var fields: [String] { TokenColumns.fields(Place.scope) }
    static var rules: [ArgumentRule] { [.oneOf("newName", "description", "role")] }

    @OptionGroup var token: TokenSelection<Place, OwnToken>

    @Option("n", help: "Its new name", validate: .notEmpty)
    var newName: String?

    @Option("d", help: "Its new description; '' clears it")
    var description: String?

    @Option("r", help: Place.scope.roleHelp("Its new role"), validate: .notEmpty, completion: .roles(Place.scope))
    var role: String?

    @OptionGroup var place: Place

    func run(in context: Context) async throws {
        let client = try await AstroClient(context)
        let place = try await context.preparing {
            try await self.place.resolve(in: context, client, for: "of the token to update")
        }
        let target = try await context.preparing {
            try await token.resolve(
                in: context, client, of: place, for: "to update", choosing: { $0.scope == place.scope.apiScope })
        }
        try target.requireOwner(place, toBe: "update", changesRole: role != nil)
        let roles = try changedRoles(of: target, place)
        try await context.change("updating the token \(target.label)", again: repetition(target, place)) {
            var updated = try await changeText(of: target, client)
            if let roles {
                try await changeRoles(of: target, to: roles, client)
                updated.roles = roles
            }
            try report(updated, roles, place, context)
        }
    }

    /// The command that asks for the same change, by the token's ID since its name may have changed.
    private func repetition(_ target: APIToken, _ place: TokenPlace) -> Hint {
        let options = [("--new-name", newName), ("--description", description), ("--role", role)]
        let words = options.flatMap { option, value in value.map { [option, $0] } ?? [] }
        return place.scope.command("update", [target.id] + words + place.option)
    }

    private var changesText: Bool { newName != nil || description != nil }

    /// The whole list to send, or nil where the role stays as it is.
    private func changedRoles(of target: APIToken, _ place: TokenPlace) throws -> [TokenRole]? {
        guard let role, target.role(in: place) != role else { return nil }
        return try target.roles(with: role, in: place)
    }

    private func changeText(of target: APIToken, _ client: AstroClient) async throws -> APIToken {
        guard changesText else { return target }
        // The API wants the name each time, changed or not.
        let request = UpdateTokenRequest(name: newName ?? target.name, description: description)
        return try await client.updateToken(id: target.id, request, known: target)
    }

    private func changeRoles(of target: APIToken, to roles: [TokenRole], _ client: AstroClient) async throws {
        do {
            try await client.updateTokenRoles(id: target.id, roles, name: target.name)
        } catch let cause where changesText {
            var error = CommandError(describing: cause)
            let changed = [newName.map { _ in "name" }, description.map { _ in "description" }].compactMap(\.self)
            let verb = changed.count == 1 ? "was" : "were"
            error.message += "; the \(changed.joined(separator: " and ")) \(verb) changed before"
            if !cause.leavesOutcomeOpen { error.message += ", the role was not" }
            throw error
        }
    }

    private func report(
        _ updated: APIToken, _ roles: [TokenRole]?, _ place: TokenPlace, _ context: Context
    ) throws {
        let columns = TokenColumns.all(in: place)
        if let role, roles == nil, !changesText {
            let message = "The token \(updated.label) has the role \(role) already; nothing was changed."
            try context.output.outcome(message, updated, columns: columns)
        } else {
            try context.output.outcome("The token \(updated.label) was updated.", updated, columns: columns)
        }
    }
}
