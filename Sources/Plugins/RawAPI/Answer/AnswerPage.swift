import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One page of a listing, with all its content as the server wrote it.
struct AnswerPage {
    private(set) var document: JSONText
    private let list: Int
    /// The items on this page.
    let items: [JSONText]
    /// The number of items on all pages.
    let totalCount: Int

    /// Parses a page; nil if an answer isn't one: it must have a total count and a single list of items.
    ///
    /// - Parameter resource: The name of the list, in case the answer has several.
    init?(_ body: Data, of resource: String) {
        guard let document = JSONText(parsing: body), let total = document.member("totalCount")?.wholeNumber else {
            return nil
        }
        let lists = document.members.indices.filter { document.members[$0].value.elements != nil }
        let named = lists.first { document.members[$0].name == resource }
        guard let list = lists.count == 1 ? lists.first : named, let items = document.members[list].value.elements
        else { return nil }
        self.document = document
        self.list = list
        self.items = items
        totalCount = total
    }

    /// Returns the first page with the items of all pages, and the count of the last.
    func merged(with later: [AnswerPage]) -> JSONText {
        var members = document.members
        members[list].value = .array(items + later.flatMap(\.items))
        let count = later.last?.totalCount ?? totalCount
        for index in members.indices where members[index].name == "totalCount" {
            members[index].value = .literal(String(count))
        }
        return .object(members)
    }
}

extension JSONText {
    fileprivate func member(_ name: String) -> JSONText? { members.first { $0.name == name }?.value }
}
