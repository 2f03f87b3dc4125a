/// A version such as `1.12.0`, part by part a number; a `v` before it and what follows a dash or plus do not count.
struct VersionNumber: Comparable {
    private let parts: [Int]

    init(_ text: String) {
        let core = text.drop { $0 == "v" }.prefix { $0 != "-" && $0 != "+" }
        var parts = core.split(separator: ".").map { Int($0) ?? 0 }
        while parts.last == 0 { parts.removeLast() }
        self.parts = parts
    }

    static func < (left: VersionNumber, right: VersionNumber) -> Bool {
        left.parts.lexicographicallyPrecedes(right.parts)
    }
}
