import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One page of a listing, with everything in it as the server wrote it.
struct AnswerPage {
    private(set) var document: JSONText
    private let list: Int
    /// What is listed on this page.
    let items: [JSONText]
    /// How many there are on all pages.
    let totalCount: Int

    /// Reads a page; nil if an answer is none: it must count all items and have one list of them.
    ///
    /// - Parameter resource: The name of the list where there are several.
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

    /// The first page with the items of all pages, and the count of the last.
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
