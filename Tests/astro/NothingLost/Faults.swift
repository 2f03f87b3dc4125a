import Foundation

/// Which of the places for a fault are tried.
enum Faults {
    /// `.ci/nightly` sets the variable: then every place is tried, which takes some ten minutes.
    private static let areAllTried = ProcessInfo.processInfo.environment["EVERY_FAULT"] != nil

    /// Returns every nth place, the first and the last ones; all of them at night.
    ///
    /// - Parameter start: Where to begin, so that tests of one kind try different places.
    static func sample(_ places: Range<Int>, every interval: Int, from start: Int = 0) -> [Int] {
        if areAllTried { return Array(places) }
        let edge = 4
        return places.filter { place in
            place % interval == start % interval || place < places.lowerBound + edge
                || place >= places.upperBound - edge
        }
    }
}
