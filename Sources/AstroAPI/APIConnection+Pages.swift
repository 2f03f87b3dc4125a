extension APIConnection {
    /// The most that one page may hold.
    private static var pageSize: Int { 1_000 }

    /// Everything that a listing has: the first page tells how many there are, the others are asked for at once.
    func pages<Item: PageItem>(_ type: Item.Type, of call: APICall) async throws -> [Item] {
        let first = try await page(type, of: call, offset: 0)
        guard !first.items.isEmpty else { return [] }
        // A server may give smaller pages than were asked for, and than it says: the page itself tells.
        let step = min(first.items.count, Self.pageSize)
        let offsets = Array(stride(from: step, to: first.totalCount, by: step))
        let later = try await withThrowingTaskGroup(of: (Int, [Item]).self) { group in
            for offset in offsets {
                group.addTask { (offset, try await page(type, of: call, offset: offset).items) }
            }
            return try await group.reduce(into: [Int: [Item]]()) { $0[$1.0] = $1.1 }
        }
        return Self.unique(first.items + offsets.flatMap { later[$0] ?? [] })
    }

    private func page<Item: PageItem>(_ type: Item.Type, of call: APICall, offset: Int) async throws -> Page<Item> {
        var call = call
        call.query += [("limit", String(Self.pageSize)), ("offset", String(offset))]
        return try await value(Page<Item>.self, of: call)
    }

    /// Without the items that moved to a later page while the pages were read.
    private static func unique<Item: Identifiable>(_ items: [Item]) -> [Item] {
        var seen = Set<Item.ID>()
        return items.filter { seen.insert($0.id).inserted }
    }
}
