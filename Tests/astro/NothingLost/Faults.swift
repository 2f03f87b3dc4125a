import Foundation

/// The places of faults to test.
enum Faults {
    /// `.ci/nightly` sets the variable: then every place is tested, which takes about ten minutes.
    private static let areAllTried = ProcessInfo.processInfo.environment["EVERY_FAULT"] != nil

    /// Returns every nth place, including the first and last ones; all of them at night.
    ///
    /// - Parameter start: The first place, so that tests of one kind use different places.
    static func sample(_ places: Range<Int>, every interval: Int, from start: Int = 0) -> [Int] {
        if areAllTried { return Array(places) }
        let edge = 4
        return places.filter { place in
            place % interval == start % interval || place < places.lowerBound + edge
                || place >= places.upperBound - edge
        }
    }
}
