#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// One page of a list as a server sent it, which may be partly malformed.
struct AnsweredPage<Item: PageItem>: Sendable {
    /// The readable items.
    let items: [Item]
    /// Their IDs, which let one thread check a list of many pages without copying an item.
    let ids: [String]
    /// The number of unreadable items.
    let unreadable: Int
    /// The total number of items on all pages according to the server; nil if it is missing or makes no sense.
    let total: Int?

    /// The number of items that the server sent.
    var count: Int { items.count + unreadable }

    /// - Parameter ids: The items' IDs, if already known.
    init(items: [Item], ids: [String]? = nil, unreadable: Int, announced: Int?) {
        self.items = items
        self.ids = ids ?? items.map(\.id)
        self.unreadable = unreadable
        total = announced.flatMap { $0 < items.count + unreadable ? nil : $0 }
    }
}

extension AnsweredPage {
    /// Reads the page in an answer's body; nil if it has none.
    static func read(_ body: Data) -> AnsweredPage? {
        // This reads the usual form in a tenth of the time; the other reader also handles everything unusual.
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
        // An ID that can't be part of an address doesn't count, which the other reader reports.
        guard ids.allSatisfy(APIToken.isID) else { return nil }
        return AnsweredPage(items: items, ids: ids, unreadable: 0, announced: page.total)
    }
}

extension AnsweredPage: Decodable {
    /// Decodes a page; a list is empty if it is `null`, or if it is missing and the page says that it has no items.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: TextKey.self)
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

    /// Returns the announced number, even if it is a string or has a fraction.
    private static func total(in container: KeyedDecodingContainer<TextKey>) -> Int? {
        if let number = try? container.decodeIfPresent(Int.self, forKey: .totalCount) { return number }
        if let number = try? container.decodeIfPresent(Double.self, forKey: .totalCount) { return Int(exactly: number) }
        if let text = try? container.decodeIfPresent(String.self, forKey: .totalCount) { return Int(text) }
        return nil
    }
}
