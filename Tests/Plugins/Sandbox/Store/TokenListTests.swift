#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Testing

@testable import Sandbox

@Suite("A list of tokens") struct TokenListTests {
    /// More tokens than fit in a few groups.
    private static let tokens = (0..<100).map(Seed.generatedToken)
    private let list = TokenList(tokens)

    private func token(_ number: Int, secret: String? = nil) -> StoredToken {
        var token = Seed.generatedToken(number)
        token.secret = secret
        return token
    }

    @Test("It keeps the order of creation, and finds tokens by ID and value")
    func finds() {
        var list = list
        list.put(token(70, secret: "value"))
        list.put(token(200))
        list.remove(token(3).id)
        var expected = Self.tokens.map(\.id) + [token(200).id]
        expected.remove(at: 3)
        #expect(list.map(\.id) == expected)
        #expect(list.count == 100)
        #expect(list[token(70).id] == token(70, secret: "value"))
        #expect(list.holder(of: "value")?.id == token(70).id)
        #expect(list.holder(of: "other") == nil)
        #expect(list[token(3).id] == nil)
        #expect(list["unknown"] == nil)
    }

    @Test("A token that was removed is added at the end")
    func putAgain() {
        var list = list
        list.remove(token(3).id)
        list.remove(token(3).id)
        list.put(token(3))
        #expect(Array(list).last == token(3))
        #expect(list.count == 100)
    }

    @Test("Its JSON is an array")
    func json() throws {
        let content = try JSONEncoder().encode(list)
        #expect(try JSONDecoder().decode([StoredToken].self, from: content) == Self.tokens)
        #expect(try JSONDecoder().decode(TokenList.self, from: content) == list)
    }

    @Test("A difference has what changed and nothing else")
    func difference() {
        var new = list
        new.put(token(70, secret: "value"))
        new.remove(token(3).id)
        new.put(token(200))
        let difference = new.difference(from: list)
        #expect(difference.removed == [token(3).id])
        #expect(difference.put == [token(70, secret: "value"), token(200)])
    }

    private static let changes: [@Sendable (inout TokenList) -> Void] = [
        { _ in }, { $0.remove(tokens[99].id) }, { for token in tokens { $0.remove(token.id) } },
        { $0.put(Seed.generatedToken(100)) }, { $0 = TokenList() },
        {
            $0.remove(tokens[0].id)
            $0.put(tokens[0])
        },
        {
            for token in tokens[..<40] { $0.remove(token.id) }
            for number in 300..<400 { $0.put(Seed.generatedToken(number)) }
        },
    ]

    @Test("A difference turns the old list into the new one", arguments: changes.indices)
    func applies(change: Int) {
        var new = list
        Self.changes[change](&new)
        let difference = new.difference(from: list)
        var old = list
        for id in difference.removed { old.remove(id) }
        for token in difference.put { old.put(token) }
        #expect(old == new)
    }
}
