import Base

/// A semantic version, such as `1.2.3` or `2.0.0-beta.1` (see semver.org).
///
/// Versions compare by precedence: `1.9.0` < `1.10.0-beta` < `1.10.0`. The part after a plus is kept but not compared.
public struct SemanticVersion: Sendable {
    /// The major version, for breaking changes.
    public let major: Int
    /// The minor version, for new features.
    public let minor: Int
    /// The patch version, for bug fixes.
    public let patch: Int
    /// The prerelease identifiers after a dash, as in `beta.1`; empty for a release.
    public let prerelease: [String]
    /// The build identifiers after a plus.
    public let build: [String]
}

extension SemanticVersion: LosslessStringConvertible {
    /// Parses a version; nil if the text isn't one.
    public init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        let halves = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false).compactMap(Self.number)
        guard let prerelease = parts.count == 1 ? [] : Self.identifiers(parts[1]),
            let build = halves.count == 1 ? [] : Self.identifiers(halves[1])
        else { return nil }
        guard numbers.count == 3, parts[0].count(where: { $0 == "." }) == 2,
            prerelease.allSatisfy({ !Self.isNumeric($0) || Self.number($0[...]) != nil })
        else { return nil }
        self.init(major: numbers[0], minor: numbers[1], patch: numbers[2], prerelease: prerelease, build: build)
    }

    /// The version as text.
    public var description: String {
        "\(major).\(minor).\(patch)" + (prerelease.isEmpty ? "" : "-" + prerelease.joined(separator: "."))
            + (build.isEmpty ? "" : "+" + build.joined(separator: "."))
    }

    /// Parses a number without leading zeros.
    private static func number(_ text: Substring) -> Int? {
        guard isNumeric(String(text)), text == "0" || text.first != "0" else { return nil }
        return Int(text)
    }

    private static func isNumeric(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func identifiers(_ text: Substring) -> [String]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isSound = parts.allSatisfy { part in
            Identifier.complaint(part) == nil && !part.contains("_")
        }
        return isSound ? parts : nil
    }
}

extension SemanticVersion: Comparable, Hashable {
    /// Returns whether two versions have the same precedence.
    public static func == (left: SemanticVersion, right: SemanticVersion) -> Bool {
        !(left < right) && !(right < left)
    }

    /// Hashes the parts that determine precedence.
    public func hash(into hasher: inout Hasher) {
        hasher.combine([major, minor, patch])
        hasher.combine(prerelease)
    }

    /// Compares by precedence: a prerelease comes before its release, and numbers come before words.
    public static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        let numbers = [(left.major, right.major), (left.minor, right.minor), (left.patch, right.patch)]
        if let (one, other) = numbers.first(where: { $0 != $1 }) { return one < other }
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        for (one, other) in zip(left.prerelease, right.prerelease) where one != other {
            switch (Int(one), Int(other)) {
            case (let one?, let other?): return one < other
            case (_?, nil): return true
            case (nil, _?): return false
            case (nil, nil): return one < other
            }
        }
        return left.prerelease.count < right.prerelease.count
    }
}
