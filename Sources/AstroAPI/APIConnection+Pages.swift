extension APIConnection {
    /// The most that one page may hold.
    private static var pageSize: Int { 1_000 }

    /// Everything that a listing has.
    func pages<Item: PageItem>(_ type: Item.Type, of call: APICall) async throws -> [Item] {
        var items: [Item] = []
        try await eachPage(type, of: call) { items += $0 }
        return items
    }

    /// Hands on the pages of a listing in order, each as soon as it and those before it are here.
    ///
    /// The first page tells how many there are, the others are asked for at once. Items that moved to a later page
    /// while the pages were read are handed on once.
    func eachPage<Item: PageItem>(
        _ type: Item.Type, of call: APICall, _ handle: ([Item]) throws -> Void
    ) async throws {
        let first = try await page(type, of: call, offset: 0)
        guard !first.items.isEmpty else { return }
        // A server may give smaller pages than were asked for, and than it says: the page itself tells.
        let step = min(first.items.count, Self.pageSize)
        var seen = Set<Item.ID>()
        try handle(first.items.filter { seen.insert($0.id).inserted })
        try await withThrowingTaskGroup(of: (offset: Int, items: [Item]).self) { group in
            var awaited = Array(stride(from: step, to: first.totalCount, by: step))[...]
            for offset in awaited {
                group.addTask { (offset, try await page(type, of: call, offset: offset).items) }
            }
            var early: [Int: [Item]] = [:]
            for try await page in group {
                early[page.offset] = page.items
                while let next = awaited.first, let items = early.removeValue(forKey: next) {
                    awaited.removeFirst()
                    try handle(items.filter { seen.insert($0.id).inserted })
                }
            }
        }
    }

    private func page<Item: PageItem>(_ type: Item.Type, of call: APICall, offset: Int) async throws -> Page<Item> {
        var call = call
        call.query += [("limit", String(Self.pageSize)), ("offset", String(offset))]
        return try await value(Page<Item>.self, of: call)
    }
}
