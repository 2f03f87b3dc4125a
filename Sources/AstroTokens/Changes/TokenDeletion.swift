package import AstroAPI
package import AstroPlaces
import Delivery
package import Kernel

/// The deletion of a token from the place that it belongs to.
package struct TokenDeletion {
    private let target: APIToken
    private let place: TokenPlace
    private let client: AstroClient
    private let context: Context
    private let columns: [Column<APIToken>]

    /// - Parameter columns: The fields of the result; nil for those of the place's family.
    package init(
        of target: APIToken, in place: TokenPlace, _ client: AstroClient, _ context: Context,
        columns: [Column<APIToken>]? = nil
    ) {
        self.target = target
        self.place = place
        self.client = client
        self.context = context
        self.columns = columns ?? TokenColumns.all(in: place)
    }

    /// Asks for confirmation unless that was given in advance, and deletes the token.
    package func run(isAnswered: Bool) async throws {
        try target.requireOwner(place, toBe: "delete")
        if !isAnswered {
            try await context.output.confirm(
                "Delete the token \(target.label)? Whatever uses it stops working.", flag: "--yes")
        }
        try await context.change(
            "deleting the token \(target.label)", again: place.command("delete", target.id)
        ) {
            try await client.deleteToken(id: target.id, name: target.name)
            try forgetRecords()
            try context.output.outcome(
                "The token \(target.label) was deleted.", target.shown, columns: columns)
        }
    }

    /// Deletes this machine's records of the token, which are useless once the token is deleted.
    private func forgetRecords() throws {
        let store = try RecoveryStore(context)
        for record in (try? store.all()) ?? [] where record.belongs(to: target.id) { try? store.forget(record.name) }
        let overlaps = try OverlapStore(context)
        // Without the old token, an overlap has ended.
        for overlap in (try? overlaps.all(place.family)) ?? [] where overlap.oldID == target.id {
            try? overlaps.forget(overlap)
        }
    }
}
