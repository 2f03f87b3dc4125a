import AstroPlaces
import AstroTokens
import Kernel

/// The verbs of every family.
enum TokenVerbs {
    /// Returns the verbs for the tokens that belong to a kind of place.
    static func all<Place: PlaceSelection>(_ place: Place.Type) -> [any Command.Type] {
        [
            RotateToken<Place>.self, CreateToken<Place>.self, ListTokens<Place>.self, UpdateToken<Place>.self,
            DeleteToken<Place>.self, CheckTokens<Place>.self, RecoverValue<Place>.self,
        ]
    }

    /// Returns the verbs for the tokens of a wider scope that have a role in a kind of place.
    static func guests<Place: PlaceSelection, Guest: GuestToken>(
        _ place: Place.Type, _ guest: Guest.Type
    ) -> [any Command.Type] {
        [
            AddGuest<Place, Guest>.self, UpdateGuest<Place, Guest>.self, RemoveGuest<Place, Guest>.self,
            ListGuests<Place, Guest>.self,
        ]
    }

    /// The verbs for the tokens of a Deployment's agents.
    static var agents: [any Command.Type] {
        [
            RotateAgentToken.self, CreateAgentToken.self, ListAgentTokens.self, InspectAgentToken.self,
            DeleteAgentToken.self, RecoverValue<AgentSelection>.self,
        ]
    }

    /// Returns the verbs for the tokens that are being replaced.
    static func overlap<Place: PlaceSelection>(_ place: Place.Type) -> [any Command.Type] {
        OverlapVerbs.all(PlaceOverlaps<Place>.self)
    }
}
