#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// One page of a list as a server sent it, which may be broken in places.
struct AnsweredPage<Item: PageItem>: Sendable {
    /// The items that can be read.
    let items: [Item]
    /// Their IDs: a list of many pages looks at these, on one thread, without copying an item.
    let ids: [String]
    /// How many cannot be read.
    let unreadable: Int
    /// How many items the server says there are on all pages; nil if it does not say, or says nonsense.
    let total: Int?

    /// How many items the server sent.
    var count: Int { items.count + unreadable }

    /// - Parameter ids: The items' IDs, where they are known already.
    init(items: [Item], ids: [String]? = nil, unreadable: Int, announced: Int?) {
        self.items = items
        self.ids = ids ?? items.map(\.id)
        self.unreadable = unreadable
        total = announced.flatMap { $0 < items.count + unreadable ? nil : $0 }
    }
}

extension AnsweredPage {
    /// The page that an answer's body holds, or nil.
    static func read(_ body: Data) -> AnsweredPage? {
        // What comes in the usual form is read in a tenth of the time; the other reader minds all that may be odd.
        if let rowType = Item.self as? any ListedRow.Type, let page = usual(rowType, body) { return page }
        return AnswerBody.value(AnsweredPage.self, in: body)
    }

    private static func usual<Row: ListedRow>(_ type: Row.Type, _ body: Data) -> AnsweredPage? {
        let page = body.withUnsafeBytes { bytes in
            JSONRowReader.page(
                of: type, in: bytes.assumingMemoryBound(to: UInt8.self), rows: Item.pageField, total: "totalCount")
        }
        guard let page, let items = (page.rows as Any) as? [Item] else { return nil }
        let ids = Row.ids(of: page.rows)
        // One that no address can name is none, which the other reader says.
        guard ids.allSatisfy(APIToken.isID) else { return nil }
        return AnsweredPage(items: items, ids: ids, unreadable: 0, announced: page.total)
    }
}

extension AnsweredPage: Decodable {
    /// Reads a page; a list that is `null`, or left out where it has no items, is empty.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: PageField.self)
        let number = Self.total(in: container)
        let rows: [Lenient<Item>]
        if container.contains(.items(Item.pageField)) || number != 0 {
            let isNull = try container.decodeNil(forKey: .items(Item.pageField))
            rows = isNull ? [] : try container.decode([Lenient<Item>].self, forKey: .items(Item.pageField))
        } else {
            rows = []
        }
        let items = rows.compactMap(\.value)
        self.init(items: items, unreadable: rows.count - items.count, announced: number)
    }

    /// The announced number, also where it is written as a text or with a fraction.
    private static func total(in container: KeyedDecodingContainer<PageField>) -> Int? {
        if let number = try? container.decodeIfPresent(Int.self, forKey: .totalCount) { return number }
        if let number = try? container.decodeIfPresent(Double.self, forKey: .totalCount) { return Int(exactly: number) }
        if let text = try? container.decodeIfPresent(String.self, forKey: .totalCount) { return Int(text) }
        return nil
    }
}
