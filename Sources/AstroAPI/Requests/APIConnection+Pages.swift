import Kernel

extension APIConnection {
    /// The most that one page may hold.
    static var pageSize: Int { 1_000 }

    /// How many pages are asked for at once, where the server does what is expected of it.
    private static var width: Int { 16 }

    /// Everything that a listing has.
    func pages<Item: PageItem>(_ type: Item.Type, of call: APICall) async throws -> [Item] {
        var items: [Item] = []
        try await eachPage(type, of: call) { items += $0 }
        return items
    }

    /// Hands on the pages of a listing in order, each as soon as it and those before it are here.
    ///
    /// The first page tells how many there are, the others are asked for at once. Items that moved to a later page
    /// while the pages were read are handed on once. What a server announces is not believed: a page that brings
    /// nothing new is the last, and a page that holds fewer than the one before is read on from where it ends.
    func eachPage<Item: PageItem>(
        _ type: Item.Type, of call: APICall, _ handle: ([Item]) throws -> Void
    ) async throws {
        var list = ArrivingList<Item>()
        let first = try await page(type, of: call, offset: 0)
        // Where not one row can be read, it is no list of these.
        guard first.unreadable == 0 || !first.items.isEmpty else {
            throw UnreadableAnswer(call: call, requestID: nil)
        }
        try list.take(first, handle)
        // A server may give smaller pages than were asked for, and than it says, or larger ones: the page itself tells.
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
            // One page alone shows whether a server that gave another page than was asked for has more at all.
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

    /// Reads on where a page ended before its time.
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
