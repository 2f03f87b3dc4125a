import Kernel

extension APIConnection {
    /// The maximum number of items on a page.
    static var pageSize: Int { 1_000 }

    /// The number of pages that are requested at once if the server behaves as expected.
    private static var width: Int { 16 }

    /// Returns all items of a listing.
    func pages<Item: PageItem>(_ type: Item.Type, of call: APICall) async throws -> [Item] {
        var items: [Item] = []
        try await eachPage(type, of: call) { items += $0 }
        return items
    }

    /// Passes on the pages of a listing in order, each as soon as it and those before it have arrived.
    ///
    /// The first page gives the number of items; the others are requested concurrently. An item that moved to a later
    /// page in the meantime is passed on once. The server's count isn't trusted: a page without new items is the last
    /// one, and after a page with fewer items than the one before, reading continues where that page ends.
    func eachPage<Item: PageItem>(
        _ type: Item.Type, of call: APICall, _ handle: ([Item]) throws -> Void
    ) async throws {
        var list = ArrivingList<Item>()
        let first = try await page(type, of: call, offset: 0)
        // If no row is readable, it isn't a list of these items.
        guard first.unreadable == 0 || !first.items.isEmpty else {
            throw UnreadableAnswer(call: call, requestID: nil)
        }
        try list.take(first, handle)
        // A server may send smaller or larger pages than requested or announced: only the page itself is reliable.
        if first.count > 0, list.goesOn(at: first.count) {
            try await laterPages(of: call, step: first.count, &list, handle)
        }
        for warning in list.warnings {
            gaps.note()
            warn(warning)
        }
    }

    private func laterPages<Item: PageItem>(
        of call: APICall, step: Int, _ list: inout ArrivingList<Item>, _ handle: ([Item]) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (offset: Int, page: AnsweredPage<Item>).self) { group in
            // After an unexpected page size, a single page shows whether the server has more items at all.
            var width = step == Self.pageSize ? Self.width : 1
            var (asked, wanted) = (step, step)
            var early: [Int: AnsweredPage<Item>] = [:]
            while wanted < asked || list.goesOn(at: wanted) {
                while (asked - wanted) / step < (list.total == nil ? 1 : width), list.goesOn(at: asked) {
                    let offset = asked
                    group.addTask { (offset, try await page(Item.self, of: call, offset: offset)) }
                    asked += step
                }
                while early[wanted] == nil, let arrived = try await group.next() {
                    early[arrived.offset] = arrived.page
                }
                guard let page = early.removeValue(forKey: wanted), try list.take(page, handle) else { break }
                try await fill(from: wanted + page.count, to: wanted + step, of: call, &list, handle)
                wanted += step
                width = Self.width
            }
            group.cancelAll()
        }
    }

    /// Continues reading where a page ended early.
    private func fill<Item: PageItem>(
        from start: Int, to end: Int, of call: APICall, _ list: inout ArrivingList<Item>,
        _ handle: ([Item]) throws -> Void
    ) async throws {
        var offset = start
        while offset < end, list.goesOn(at: offset) {
            let rest = try await page(Item.self, of: call, offset: offset)
            guard try list.take(rest, handle) else { return }
            offset += rest.count
        }
    }

    private func page<Item: PageItem>(
        _ type: Item.Type, of call: APICall, offset: Int
    ) async throws -> AnsweredPage<Item> {
        var call = call
        call.query += [("limit", String(Self.pageSize)), ("offset", String(offset))]
        return try await self.page(type, of: call)
    }
}
