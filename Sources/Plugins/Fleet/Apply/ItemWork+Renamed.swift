import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

extension ItemWork {
    /// Refuses a delivery to where another item's value goes, for a token that was renamed or moved since the plan.
    ///
    /// The plan was checked for that with the names of its time.
    func requireApart(_ item: RotationPlan.Item, _ target: FleetTarget, _ delivery: SecretDelivery) throws {
        guard target.token.name != item.name || target.place.id != item.placeId else { return }
        for other in plan.items
        where other.id != item.id && (other.name == target.token.name || other.placeId == target.place.id) {
            guard let planned = try? destinations(other, self.target(of: other, like: target)).0,
                let shared = planned.labels.first(where: delivery.labels.contains)
            else { continue }
            throw CommandError(
                .undelivered,
                "renamed or moved since the plan, and \(shared) is where the value of '\(other.name)' (\(other.id)) goes; "
                    + "nothing was changed")
        }
    }

    /// What destinations can name of an item as it was planned.
    private func target(of item: RotationPlan.Item, like target: FleetTarget) throws -> FleetTarget {
        var token = target.token
        (token.id, token.name, token.scope) = (item.id, item.name, APIToken.Scope(rawValue: item.scope))
        let kind = TokenRole.EntityType(rawValue: item.scope)
        token.roles = [TokenRole(entityId: item.placeId, entityType: kind, role: "")]
        return try FleetTarget(token, fleet)
    }
}
