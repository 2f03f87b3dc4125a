import AstroPlaces
import Testing

@Suite("A place where tokens have roles")
struct TokenPlaceTests {
    @Test("is named by an option, except for the Organization that a command works in anyway")
    func option() {
        #expect(TokenPlace(scope: .workspace, id: "w1").option == ["--workspace", "w1"])
        #expect(TokenPlace(scope: .deployment, id: "d1").option == ["--deployment", "d1"])
        #expect(TokenPlace(scope: .organization, id: "o1").option == [])
    }

    @Test("has a label with its kind and ID, even at the beginning of a sentence")
    func label() {
        let place = TokenPlace(scope: .workspace, id: "w1")
        #expect(place.label == "the Workspace w1")
        #expect(place.sentenceLabel == "The Workspace w1")
    }

    @Test("has a scope that is wider or narrower than another")
    func order() {
        #expect(TokenScope.allCases.sorted() == [.deployment, .workspace, .organization])
    }
}
