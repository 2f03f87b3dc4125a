#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Turns states into bytes, one after the other.
///
/// A server's file is written at every change, so the bytes of tokens that have not changed are used again: with thousands
/// of tokens, anything else takes a hundred times as long as the change.
struct StateEncoder {
    private var tokens: [StoredToken] = []
    private var pieces: [Data] = []
    private var isFirst = true

    private static let gap = Data(#""tokens":[]"#.utf8)

    /// Returns the state as JSON, with a few line ends behind it.
    ///
    /// Their number changes from one revision to the next, and so the file's size: two writes within one tick of
    /// the file system's clock, with an inode number used again, would otherwise look like one version.
    mutating func encode(_ state: SandboxState) throws -> Data {
        // Most processes make one change, for which there is nothing to remember.
        let whole = isFirst ? nil : try joined(state)
        isFirst = false
        return try (whole ?? Self.json(state)) + Data(repeating: 0x0A, count: 1 + state.revision % 64)
    }

    /// Returns the state with its tokens put in from what is remembered; nil where their place can't be told.
    private mutating func joined(_ state: SandboxState) throws -> Data? {
        var rest = state
        rest.tokens = []
        let frame = try Self.json(rest)
        // A plugin's part may have such a list, too.
        let gaps = frame.ranges(of: Self.gap)
        guard gaps.count == 1, let gap = gaps.first else { return nil }
        try remember(state.tokens)
        var result = Data(capacity: frame.count + pieces.reduce(0) { $0 + $1.count + 1 })
        result.append(frame[..<(gap.upperBound - 1)])
        for (place, piece) in pieces.enumerated() {
            if place > 0 { result.append(UInt8(ascii: ",")) }
            result.append(piece)
        }
        result.append(frame[(gap.upperBound - 1)...])
        return result
    }

    /// Encodes the tokens that differ from what is remembered at their place.
    private mutating func remember(_ new: [StoredToken]) throws {
        let old = tokens
        // Until all of them are there, nothing is remembered.
        tokens = []
        pieces.removeLast(max(0, pieces.count - new.count))
        for place in new.indices {
            if place < old.count, old[place] == new[place] { continue }
            let piece = try Self.json(new[place])
            if place < pieces.count { pieces[place] = piece } else { pieces.append(piece) }
        }
        tokens = new
    }

    private static func json(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return try encoder.encode(value)
    }
}
