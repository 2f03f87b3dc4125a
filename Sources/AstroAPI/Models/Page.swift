import Kernel

/// A resource that the API lists in pages.
public protocol PageItem: Codable, Sendable, Equatable, Identifiable where ID == String {
    /// The field of a page that holds the items, such as `tokens`.
    static var pageField: String { get }
}

/// One page of a list.
public struct Page<Item: PageItem>: Sendable, Equatable {
    /// The maximum number of items on a page.
    public var limit: Int
    /// The number of items before this page.
    public var offset: Int
    /// The total number of items on all pages.
    public var totalCount: Int
    /// The items on this page.
    public var items: [Item]

    /// Describes a page.
    package init(limit: Int, offset: Int, totalCount: Int, items: [Item]) {
        self.limit = limit
        self.offset = offset
        self.totalCount = totalCount
        self.items = items
    }
}

extension Page: Codable {
    /// Decodes a page; its items are in the field that ``PageItem/pageField`` names.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: TextKey.self)
        limit = try container.decode(Int.self, forKey: .limit)
        offset = try container.decode(Int.self, forKey: .offset)
        totalCount = try container.decode(Int.self, forKey: .totalCount)
        items = try container.decode([Item].self, forKey: .items(Item.pageField))
    }

    /// Encodes the page as the API does.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: TextKey.self)
        try container.encode(limit, forKey: .limit)
        try container.encode(offset, forKey: .offset)
        try container.encode(totalCount, forKey: .totalCount)
        try container.encode(items, forKey: .items(Item.pageField))
    }
}

extension TextKey {
    static let limit = TextKey(stringValue: "limit")
    static let offset = TextKey(stringValue: "offset")
    static let totalCount = TextKey(stringValue: "totalCount")

    static func items(_ name: String) -> TextKey { TextKey(stringValue: name) }
}

extension Organization: PageItem {
    /// The field `organizations`.
    public static var pageField: String { "organizations" }
}

extension Workspace: PageItem {
    /// The field `workspaces`.
    public static var pageField: String { "workspaces" }
}

extension Deployment: PageItem {
    /// The field `deployments`.
    public static var pageField: String { "deployments" }
}

extension APIToken: PageItem {
    /// The field `tokens`.
    public static var pageField: String { "tokens" }
}
