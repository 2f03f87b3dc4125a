import Foundation
import KernelTesting
import Support
import Testing

@Suite("The public API")
struct GoldenAPITests {
    /// The place of CI's toolchain; others may print declarations differently.
    #if os(Linux)
        static let isRead = true
    #else
        static let isRead = false
    #endif

    /// The modules that other packages build on.
    static let promised = [
        "AstroAPI", "AstroSandbox", "AuditTrail", "Authentication", "Base", "Catalog", "Delivery", "HTTPClient",
        "Kernel",
        "KernelTesting", "LoopbackServer", "OperatingSystem", "Terminal",
    ]

    @Test("has not changed since it was recorded", .enabled(if: isRead), arguments: promised)
    func promises(module: String) async throws {
        let api = try await PublicAPI(of: module)
        let golden = GoldenFile(path: CodeBase.root.appending(path: "Tests/astro/Golden/API/\(module).txt").path())
        // The changed lines are reported first: a removed one is a break, for the changelog.
        let kept = (try? String(contentsOfFile: golden.path, encoding: .utf8)) ?? ""
        if !GoldenFile.isRefreshing { #expect(api.changes(since: kept) == []) }
        let difference = try golden.difference(from: api.text)
        #expect(difference == nil)
    }

    static let graph = """
        {"symbols": [
            {"kind": {"identifier": "swift.struct"}, "identifier": {"precise": "s:1"}, "pathComponents": ["Plant"], "declarationFragments": [
                {"spelling": "struct"}, {"spelling": " "}, {"spelling": "Plant"}]},
            {"kind": {"identifier": "swift.property"}, "identifier": {"precise": "s:2"}, "pathComponents": ["Plant", "name"], "declarationFragments": [
                {"spelling": "let name:\\n  "}, {"spelling": "String"}]}],
        "relationships": [
            {"kind": "memberOf", "source": "s:2", "target": "s:1"},
            {"kind": "conformsTo", "source": "s:1", "target": "s:SQ", "targetFallback": "Swift.Equatable"}]}
        """

    @Test("is a list of declarations and conformances, and changes are reported line by line")
    func changes() throws {
        let api = try PublicAPI(symbolGraphs: [Data(Self.graph.utf8)])
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

    @Test("includes extensions of other modules' types", .enabled(if: isRead))
    func extensions() async throws {
        let source = """
            extension String { public var leaves: Int { count } }
            extension Int: Pot { public func fill() {} }
            public protocol Pot { func fill() }
            """
        let promised = ["Int: conforms to Pot", "String.leaves: var leaves: Int { get }"]
        let before = try await Self.api(of: source)
        #expect(before.lines.filter(promised.contains) == promised)
        let hidden = try await Self.api(of: source.replacing("public var", with: "var"))
        #expect(hidden.changes(since: before.text) == ["- String.leaves: var leaves: Int { get }"])
        let dropped = try await Self.api(of: source.replacing("Int: Pot", with: "Int"))
        #expect(dropped.changes(since: before.text).contains("- Int: conforms to Pot"))
        #expect(try await PublicAPI(of: "AstroAPI").lines.contains { $0.hasPrefix("Completion.deployments: ") })
    }

    /// Returns the public API of a module with one file.
    private static func api(of source: String) async throws -> PublicAPI {
        let folder = try TemporaryFolder()
        try Data(source.utf8).write(to: folder.url.appending(path: "Plants.swift"))
        try await ChildProgram.shell(
            "cd \"$1\" && swiftc -emit-module -module-name Plants Plants.swift", [folder.path]
        ).succeed()
        return try await PublicAPI(of: "Plants", in: [folder.path])
    }
}
