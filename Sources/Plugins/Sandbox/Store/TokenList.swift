/// The sandbox's tokens in the order of their creation, found by ID without a search.
///
/// They are stored in small groups, which copies of the list share until one of them changes a group. So changing a
/// token, and comparing two lists, takes about the same time for ten tokens as for ten thousand.
struct TokenList: Sendable {
    private static let groupSize = 16

    private var groups: [[StoredToken]] = []
    /// The group of each token, by ID.
    private var places: [String: Int] = [:]

    init() {}

    init(_ tokens: some Sequence<StoredToken>) {
        for token in tokens { put(token) }
    }

    var count: Int { places.count }

    /// The token with an ID.
    subscript(id: String) -> StoredToken? {
        places[id].flatMap { place in groups[place].first { $0.id == id } }
    }

    /// Returns the token with a value.
    func holder(of secret: String) -> StoredToken? {
        for group in groups {
            if let token = group.first(where: { $0.secret == secret }) { return token }
        }
        return nil
    }

    /// Replaces the token with the same ID, or adds one at the end.
    mutating func put(_ token: StoredToken) {
        if let place = places[token.id], let index = groups[place].firstIndex(where: { $0.id == token.id }) {
            groups[place][index] = token
            return
        }
        if (groups.last?.count ?? Self.groupSize) >= Self.groupSize { groups.append([]) }
        places[token.id] = groups.count - 1
        groups[groups.count - 1].append(token)
    }

    mutating func remove(_ id: String) {
        guard let place = places.removeValue(forKey: id) else { return }
        groups[place].removeAll { $0.id == id }
    }

    /// Returns the changes from an older list to this one: the removed tokens, and those to put.
    func difference(from old: TokenList) -> (removed: [String], put: [StoredToken]) {
        var removed: [String] = []
        var put: [StoredToken] = []
        for place in 0..<Swift.max(groups.count, old.groups.count) {
            let (before, after) = (old.group(place), group(place))
            // Arrays that share their storage compare equal at once.
            if before == after { continue }
            removed += before.map(\.id).filter { id in !after.contains { $0.id == id } }
            put += after.filter { !before.contains($0) }
        }
        return (removed, put)
    }

    private func group(_ place: Int) -> [StoredToken] { place < groups.count ? groups[place] : [] }
}

extension TokenList: Sequence {
    func makeIterator() -> FlattenSequence<[[StoredToken]]>.Iterator { groups.joined().makeIterator() }
}

extension TokenList: Equatable {
    static func == (left: TokenList, right: TokenList) -> Bool { left.elementsEqual(right) }
}

extension TokenList: Codable {
    init(from decoder: any Decoder) throws { self.init(try [StoredToken](from: decoder)) }

    func encode(to encoder: any Encoder) throws { try Array(self).encode(to: encoder) }
}
