import AstroAPI
import Kernel

/// Changes a token's name, description or role; what is not asked for stays.
struct UpdateToken<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "update", aliases: ["up"], summary: "Change a token's name, description or role", effect: .changes,
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
        let client = try AstroClient(context)
        let place = try await place.resolve(in: context, client)
        let target = try await token.resolve(in: context, client, of: place)
        try target.requireOwner(place, toBe: "update")
        let roles = try changedRoles(of: target, place)
        try await context.uninterrupted("updating the token \(target.label)") {
            var updated = try await changeText(of: target, client, context)
            if let roles {
                try await changeRoles(of: target, to: roles, client, context)
                updated.roles = roles
            }
            try report(updated, roles, place, context)
        }
    }

    private var changesText: Bool { newName != nil || description != nil }

    /// The whole list to send, or nil where the role stays as it is.
    private func changedRoles(of target: APIToken, _ place: TokenPlace) throws -> [TokenRole]? {
        guard let role, target.role(in: place) != role else { return nil }
        return try target.roles(with: role, in: place)
    }

    private func changeText(
        of target: APIToken, _ client: AstroClient, _ context: Context
    ) async throws -> APIToken {
        guard changesText else { return target }
        // The API wants the name each time, changed or not.
        let request = UpdateTokenRequest(name: newName ?? target.name, description: description)
        return try await context.audited("update", target.id) {
            try await client.updateToken(id: target.id, request)
        }
    }

    private func changeRoles(
        of target: APIToken, to roles: [TokenRole], _ client: AstroClient, _ context: Context
    ) async throws {
        do {
            try await context.audited("change roles", target.id) {
                try await client.updateTokenRoles(id: target.id, roles)
            }
        } catch  where changesText {
            var error = CommandError(describing: error)
            let changed = [newName.map { _ in "name" }, description.map { _ in "description" }].compactMap(\.self)
            error.message += "; the \(changed.joined(separator: " and ")) was changed before, the role was not"
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
