package import AstroPlaces
package import Kernel

/// The overlaps that a group of commands manages.
package protocol OverlapFamily: Sendable {
    /// The family of the tokens; nil for all.
    static var family: TokenFamily? { get }
}

/// The overlaps in the family of a kind of place.
package enum PlaceOverlaps<Place: PlaceSelection>: OverlapFamily {
    package static var family: TokenFamily? { Place.family }
}

/// The overlaps of tokens of every scope.
package enum AllOverlaps: OverlapFamily {
    package static var family: TokenFamily? { nil }
}

extension OverlapFamily {
    /// The command that lists them.
    static var listCommand: Hint {
        guard let family else { return .command("token overlap list") }
        return family.command("overlap list")
    }
}

/// The commands for tokens that are being replaced.
package enum OverlapVerbs {
    package static func all<Family: OverlapFamily>(_ family: Family.Type) -> [any Command.Type] {
        [ListOverlaps<Family>.self, FinishOverlaps<Family>.self, CancelOverlap<Family>.self]
    }
}
