import Testing

@testable import Catalog

@Suite("A semantic version")
struct SemanticVersionTests {
    @Test(
        "is parsed and written",
        arguments: [
            "0.0.0", "1.2.3", "10.20.30", "1.0.0-alpha.1", "1.0.0-x-y-z.--", "1.0.0+20130313", "1.0.0-rc.1+build.001",
        ])
    func valid(text: String) {
        #expect(SemanticVersion(text)?.description == text)
    }

    @Test(
        "is refused in any other form",
        arguments: [
            "", "1", "1.2", "1.2.3.4", "v1.2.3", "01.2.3", "1.2.03", "1.2.3-", "1.2.3-a..b", "1.2.3-01", "1.2.3+",
            "1.2.x",
            "1.2.3 ", "1.2.3-ä", "1.2.3-a_b", "-1.2.3", "1..3", "99999999999999999999.0.0", "latest",
        ])
    func invalid(text: String) {
        #expect(SemanticVersion(text) == nil)
    }

    @Test("precedes the next one in the order that semver.org lists")
    func order() throws {
        let texts = [
            "0.9.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
            "1.0.0-rc.1", "1.0.0", "1.0.1", "1.9.0", "1.10.0", "2.0.0-0",
        ]
        let versions = try texts.map { try #require(SemanticVersion($0)) }
        for (index, version) in versions.enumerated() {
            for later in versions[(index + 1)...] {
                #expect(version < later)
                #expect(!(later < version))
                #expect(version != later)
            }
        }
        #expect(SemanticVersion("1.0.0+a") == SemanticVersion("1.0.0+b"))
    }
}
