import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// A rotation that was requested on the command line.
struct AskedRotation<Place: PlaceSelection, Naming: FamilyToken> {
    let token: TokenSelection<Place, Naming>
    let place: Place
    let overlap: OverlapMode?
    /// Whether the new token's description gets a mark.
    let isMarked: Bool
    let options: IssueOptions
    /// Whether the confirmation was given in advance.
    let isAnswered: Bool
    let delivery: DeliveryOptions

    /// Finds the token, asks for confirmation, and has its value replaced and delivered.
    func run(in context: Context) async throws {
        let delivery = try SecretDelivery(delivery, in: context)
        let client = try await AstroClient(context)
        let (target, place) = try await context.preparing { try await choose(client, context) }
        let reaching = client.reaching(place)
        try target.requireOwner(place, toBe: "rotate")
        let named = try await RotationQuestion(of: target, in: place, overlap: overlap, reaching, context)
            .ask(isAnswered: isAnswered)
        let issue = TokenIssue(
            context: context, client: reaching, delivery: delivery, options: options, before: target)
        try await TokenReplacement(of: target, in: named, issue, isMarked: isMarked).run(overlap)
    }

    private func choose(_ client: AstroClient, _ context: Context) async throws -> (APIToken, TokenPlace) {
        let place = try await place.resolve(in: context, client, for: "of the \(Naming.noun) to rotate")
        // Both tokens of an overlap have the name; a repeated run continues with the old one.
        let begun = overlap == nil || !token.isNamed ? [] : try OverlapStore(context).begun(place.family)
        let target = try await token.resolve(
            in: context, client.reaching(place), of: place, for: "to rotate", preferring: begun,
            replaced: { overlap == nil ? [] : MarkedReplacements($0).replaced($0) },
            choosing: { $0.scope == place.family.apiScope })
        return (target, place)
    }
}
