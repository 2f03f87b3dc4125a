#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import AstroAPI
package import Kernel

/// The query of a request, read field by field; its errors are collected.
///
/// Fields that the operation doesn't know are ignored, like in the API.
package struct Query {
    /// Each occurrence of a field, split at its commas; a comma that was encoded as `%2C` belongs to the text.
    private var values: [String: [[String]]] = [:]
    private var errors: [ErrorBody.FieldError] = []

    package init(_ request: HTTPRequest) throws {
        for pair in (request.url.query(percentEncoded: true) ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(parts[0], plusIsSpace: true),
                let value = Self.elements(parts.dropFirst().first ?? "")
            else { throw SandboxRefusal(400, "the query is malformed") }
            values[name, default: []].append(value)
        }
    }

    private static func elements(_ value: Substring) -> [String]? {
        let parts = value.split(separator: ",", omittingEmptySubsequences: false)
        let texts = parts.compactMap { PercentEncoding.decode($0, plusIsSpace: true) }
        return texts.count == parts.count ? texts : nil
    }

    /// Returns one string, or nil if the query has none.
    package mutating func text(_ name: String) -> String? {
        guard let given = values[name] else { return nil }
        if given.count > 1 { errors.append(.init(code: "repeated", field: name, message: "is given more than once")) }
        return given.first?.joined(separator: ",")
    }

    /// Returns one of a few names.
    package mutating func choice(_ name: String, of names: [String]) -> String? {
        guard let value = text(name) else { return nil }
        if names.contains(value) { return value }
        errors.append(.notOneOf(names, field: name))
        return nil
    }

    package mutating func integer(_ name: String, in range: ClosedRange<Int>, default standard: Int) -> Int {
        guard let text = text(name) else { return standard }
        guard let value = Int(text) else {
            errors.append(.wrongType("an integer", field: name))
            return standard
        }
        if range.contains(value) { return value }
        errors.append(.outOfRange(range, field: name))
        return standard
    }

    /// Returns several strings: a repeated field, a list with commas, or both; nil if the query has none.
    package mutating func list(_ name: String) -> [String]? {
        values[name]?.joined().filter { !$0.isEmpty }
    }

    /// Returns several of a few names.
    package mutating func choices(_ name: String, of names: [String]) -> [String] {
        let given = list(name) ?? []
        if !given.allSatisfy(names.contains) { errors.append(.notOneOf(names, field: name)) }
        return given
    }

    /// Refuses the request if any field read so far was invalid.
    package func check() throws {
        if !errors.isEmpty { throw SandboxRefusal(errors) }
    }
}

/// The requested part of a list.
package struct PageRequest {
    let limit: Int
    let offset: Int

    package init(_ query: inout Query) {
        offset = query.integer("offset", in: 0...Int.max, default: 0)
        limit = query.integer("limit", in: 0...1000, default: 20)
    }

    /// Returns the page of `items`.
    package func page<Item: PageItem>(_ items: [Item]) -> Page<Item> {
        page(of: items) { $0 }
    }

    /// Returns the page of `elements`, and creates items only for those on it.
    package func page<Element, Item: PageItem>(of elements: [Element], _ item: (Element) -> Item) -> Page<Item> {
        Page(
            limit: limit, offset: offset, totalCount: elements.count,
            items: elements.dropFirst(offset).prefix(limit).map(item))
    }
}
