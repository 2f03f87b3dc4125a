import Kernel

/// A list while its pages arrive.
struct ArrivingList<Item: PageItem> {
    /// The number of items, according to the server's last answer.
    private(set) var total: Int?
    private var seen = Set<Item.ID>()
    private var unreadable = 0
    /// The number of pages in a row that brought nothing new.
    private var barren = 0
    private var isAtEnd = false
    /// Whether the server announced fewer items than before: after a deletion, the ones behind it move up, unread.
    private var isShrinking = false

    /// The most items that a list can plausibly have.
    private static var most: Int { 1_000_000 }

    /// Passes on the new items of a page; returns false if the list has ended.
    @discardableResult
    mutating func take(_ page: AnsweredPage<Item>, _ handle: ([Item]) throws -> Void) throws -> Bool {
        // An empty page says nothing about the others.
        if let total, let now = page.total, now < total { isShrinking = true }
        if page.count > 0 || seen.isEmpty { total = page.total }
        if seen.isEmpty { seen.reserveCapacity(min(total ?? 0, Self.most)) }
        let areNew = page.ids.map { seen.insert($0).inserted }
        // Usually all of them, which are passed on without a copy.
        let new = areNew.contains(false) ? zip(page.items, areNew).filter(\.1).map(\.0) : page.items
        let isRepeated = new.isEmpty && !page.items.isEmpty
        if !isRepeated { unreadable += page.unreadable }
        barren = new.isEmpty ? barren + 1 : 0
        isAtEnd = isAtEnd || page.count == 0 || isRepeated || barren > 2
        guard seen.count <= Self.most else {
            throw CommandError(
                .failure, "the server's list of \(Item.pageField) does not end: it has sent more than \(Self.most)")
        }
        if !new.isEmpty { try handle(new) }
        return !isAtEnd
    }

    /// Returns whether the server has announced more items from an offset on.
    func goesOn(at offset: Int) -> Bool { !isAtEnd && total.map { offset < $0 } ?? true }

    /// The warnings about an incomplete list.
    var warnings: [String] {
        var warnings: [String] = []
        let sent = seen.count + unreadable
        if unreadable > 0 {
            warnings.append(
                "\(unreadable) of \(sent) \(Item.pageField) in the server's answer cannot be read and are left out")
        }
        if isShrinking {
            warnings.append(
                "the list of \(Item.pageField) got shorter while it was being read, so some may be missing; run the command again"
            )
        }
        if isAtEnd, let total, total > sent {
            warnings.append("the server announced \(total) \(Item.pageField), but sent only \(sent)")
        }
        return warnings
    }
}
