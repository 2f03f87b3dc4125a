import Foundation
import KernelTesting
import Testing

@Suite("The public API")
struct GoldenAPITests {
    /// Where the toolchain of CI is; elsewhere, declarations may be spelled in other ways.
    #if os(Linux)
        static let isRead = true
    #else
        static let isRead = false
    #endif

    @Test("is as it was promised", .enabled(if: isRead), arguments: ["AstroAPI", "Kernel", "KernelTesting"])
    func promises(module: String) async throws {
        let api = try await PublicAPI(of: module)
        let golden = GoldenFile(path: CodeBase.root.appending(path: "Tests/astro/Golden/API/\(module).txt").path())
        // The lines that changed are told first: one that went is a break, for the changelog.
        let kept = (try? String(contentsOfFile: golden.path, encoding: .utf8)) ?? ""
        if !GoldenFile.isRefreshing { #expect(api.changes(since: kept) == []) }
        let difference = try golden.difference(from: api.text)
        #expect(difference == nil)
    }

    static let graph = """
        {"symbols": [
            {"identifier": {"precise": "s:1"}, "pathComponents": ["Plant"], "declarationFragments": [
                {"spelling": "struct"}, {"spelling": " "}, {"spelling": "Plant"}]},
            {"identifier": {"precise": "s:2"}, "pathComponents": ["Plant", "name"], "declarationFragments": [
                {"spelling": "let name:\\n  "}, {"spelling": "String"}]}],
        "relationships": [
            {"kind": "memberOf", "source": "s:2", "target": "s:1"},
            {"kind": "conformsTo", "source": "s:1", "target": "s:SQ", "targetFallback": "Swift.Equatable"}]}
        """

    @Test("is its declarations and conformances, and changes are told line by line")
    func changes() throws {
        let api = try PublicAPI(symbolGraph: Data(Self.graph.utf8))
        #expect(
            api.text == """
                Plant.name: let name: String
                Plant: conforms to Swift.Equatable
                Plant: struct Plant

                """)
        #expect(api.changes(since: api.text) == [])
        #expect(
            api.changes(since: "Plant: struct Plant\nPlant.size: let size: Int\nPlant: conforms to Swift.Equatable\n")
                == ["- Plant.size: let size: Int", "+ Plant.name: let name: String"])
    }
}
