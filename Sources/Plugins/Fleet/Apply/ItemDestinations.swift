import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel
import Synchronization

/// Where the values of a plan's items go, each to places that no other item has.
///
/// The plan was checked for that with the names and the disk of its time.
final class ItemDestinations: Sendable {
    private let context: Context
    private let verifies: Bool
    private let fill: @Sendable (_ rule: String?) -> (DeliveryPlan, verify: Bool)
    private let book: Mutex<DestinationBook>
    /// The items whose live values lie at destinations, by what receipts call those.
    private let delivered = Mutex<[String: Receipt]>([:])

    /// - Parameters:
    ///   - verifies: Whether every value is verified.
    ///   - fill: Returns the destinations of a rule's items, and whether their values are verified.
    init(
        _ context: Context, verifies: Bool,
        fill: @escaping @Sendable (_ rule: String?) -> (DeliveryPlan, verify: Bool)
    ) {
        (self.context, self.verifies, self.fill) = (context, verifies, fill)
        book = Mutex(DestinationBook(context, apartBy: TokenPlaceholders.id))
    }

    private func filled(_ item: RotationPlan.Item, _ target: FleetTarget) throws -> DeliveryPlan {
        var filled = try fill(item.rule).0.filled(target.placeholders)
        filled.isSilent = true
        return filled
    }

    /// Returns the destinations of an item's value.
    func delivery(_ item: RotationPlan.Item, _ target: FleetTarget) throws -> (SecretDelivery, verify: Bool) {
        (try SecretDelivery(try filled(item, target), in: context), verifies || fill(item.rule).verify)
    }

    /// Claims the destinations of all items, including those that are done or that another worker does.
    ///
    /// - Parameter tokens: The tokens as the server has them now, by ID.
    func claimAll(of plan: RotationPlan, _ tokens: [String: APIToken], _ receipts: ReceiptFolder, _ fleet: Fleet) {
        let targets = plan.items.compactMap { item in
            tokens[item.id].flatMap { try? FleetTarget($0, fleet) }.map { (item, $0) }
        }
        // Those that were renamed or moved come last: where they lead now may be where another value lies.
        let isAsPlanned = { (item: RotationPlan.Item, target: FleetTarget) in
            target.token.name == item.name && target.place.id == item.placeId && target.place.name == item.placeName
        }
        for (item, target) in targets.filter(isAsPlanned) + targets.filter({ !isAsPlanned($0, $1) }) {
            guard let filled = try? filled(item, target) else { continue }
            book.withLock { try? $0.claim(filled, of: target.token.label, id: item.id) }
        }
        let live = receipts.all().filter { receipt in
            // A replacement without a mark is not among the tokens, and may be there all the same.
            let isUnknown = tokens.isEmpty || receipt.newId != nil
            return tokens[receipt.newId ?? receipt.id].map { $0.shortToken == receipt.shortToken } ?? isUnknown
        }
        delivered.withLock { delivered in
            for receipt in live { for label in receipt.destinations { delivered[label] = receipt } }
        }
    }

    /// Claims the destinations of an item.
    ///
    /// - Throws: ``CommandError`` if one of them is, or holds the live value of, another item.
    func claim(_ item: RotationPlan.Item, _ target: FleetTarget, _ delivery: SecretDelivery) throws {
        let filled = try filled(item, target)
        try book.withLock { try $0.claim(filled, of: target.token.label, id: item.id) }
        let other = delivered.withLock { delivered in
            delivery.labels.compactMap { delivered[$0] }.first { $0.id != item.id }
        }
        if let other {
            throw CommandError.usage(
                "the value of \(target.token.label) would overwrite the live value of the token \(other.id); "
                    + "nothing was changed")
        }
    }
}
