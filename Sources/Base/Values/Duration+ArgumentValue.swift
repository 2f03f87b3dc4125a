extension Duration: ArgumentValue {
    /// Parses a whole number and a unit: `90s`, `15m`, `12h`, `14d`, `2w`, `1y`; `0` needs no unit.
    public init?(argument: String) {
        if argument == "0" {
            self = .zero
            return
        }
        guard let unit = argument.last.flatMap({ letter in Self.units.first { $0.letter == letter } }),
            let count = Int64(argument.dropLast()), count >= 0, count <= Int64(Int32.max)
        else { return nil }
        self = .seconds(count * unit.seconds)
    }

    /// A duration.
    public static var argumentDescription: String { "a duration such as 90s, 15m, 12h, 14d, 2w or 1y" }
    /// DURATION.
    public static var placeholder: String? { "DURATION" }

    /// The duration in the largest unit that divides it evenly, such as `2w` for 14 days.
    public var argument: String {
        let seconds = components.seconds
        guard seconds > 0, let unit = Self.units.first(where: { seconds.isMultiple(of: $0.seconds) }) else {
            return "0"
        }
        return "\(seconds / unit.seconds)\(unit.letter)"
    }

    private static let units: [(letter: Character, seconds: Int64)] = [
        ("y", 31_536_000), ("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
    ]
}
