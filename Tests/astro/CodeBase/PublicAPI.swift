import Foundation
import Support

/// The public API of a module: its public declarations and conformances, one per line.
struct PublicAPI {
    let lines: [String]

    /// The default conformances of every type.
    private static let noise: Set = ["Swift.Copyable", "Swift.Escapable", "Swift.SendableMetatype"]

    /// The conformances that follow from others, and aren't listed again.
    private static let implied = [
        "Swift.Hashable": ["Swift.Equatable"], "Swift.Error": ["Swift.Sendable"],
        "Swift.Comparable": ["Swift.Equatable"],
        "Swift.ExpressibleByStringLiteral": [
            "Swift.ExpressibleByUnicodeScalarLiteral", "Swift.ExpressibleByExtendedGraphemeClusterLiteral",
        ],
        "Swift.ExpressibleByStringInterpolation": [
            "Swift.ExpressibleByStringLiteral", "Swift.ExpressibleByUnicodeScalarLiteral",
            "Swift.ExpressibleByExtendedGraphemeClusterLiteral",
        ],
    ]

    /// Reads the compiler's symbol graphs of a module, and of its extensions of other modules' types.
    init(symbolGraphs: [Data]) throws {
        let graphs = try symbolGraphs.map { try JSONDecoder().decode(Graph.self, from: $0) }
        let symbols = graphs.flatMap(\.symbols)
        let known = Dictionary(symbols.map { ($0.identifier.precise, $0) }) { first, _ in first }
        let declarations = symbols.filter { $0.kind != .extension }.map { "\($0.name): \($0.declaration)" }
        var conformances: [String: Set<String>] = [:]
        for relation in graphs.flatMap(\.relationships) where relation.kind == "conformsTo" {
            // A protocol's declaration names what it refines; an extension of another module's type repeats the type's
            // own conformances.
            guard let source = known[relation.source], source.kind != .protocol,
                let target = known[relation.target]?.name ?? relation.targetFallback, !Self.noise.contains(target),
                source.kind != .extension || target != "Swift.Sendable"
            else { continue }
            conformances[source.name, default: []].insert(target)
        }
        let told = conformances.flatMap { name, targets in
            targets.subtracting(targets.flatMap { Self.implied[$0] ?? [] }).map { "\(name): conforms to \($0)" }
        }
        lines = Set(declarations + told).sorted()
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    /// The lines that were removed since a text was recorded, with a minus, and the new ones, with a plus.
    func changes(since kept: String) -> [String] {
        let old = Set(kept.split(separator: "\n").map(String.init))
        let went = old.subtracting(lines).map { "- \($0)" }
        return went.sorted() + lines.filter { !old.contains($0) }.map { "+ \($0)" }
    }

    /// The part of a symbol graph that matters here.
    private struct Graph: Decodable {
        struct Symbol: Decodable {
            struct Identifier: Decodable { let precise: String }
            struct Fragment: Decodable { let spelling: String }
            struct KindName: Decodable { let identifier: String }
            enum Kind { case `extension`, `protocol`, other }
            let identifier: Identifier
            let pathComponents: [String]
            let declarationFragments: [Fragment]
            private let kindName: KindName

            private enum CodingKeys: String, CodingKey {
                case identifier, pathComponents, declarationFragments
                case kindName = "kind"
            }

            var kind: Kind {
                switch kindName.identifier {
                case "swift.extension": .extension
                case "swift.protocol": .protocol
                default: .other
                }
            }
            var name: String { pathComponents.joined(separator: ".") }
            var declaration: String {
                declarationFragments.map(\.spelling).joined().split(whereSeparator: \.isWhitespace)
                    .joined(separator: " ")
            }
        }
        struct Relationship: Decodable {
            let kind: String
            let source: String
            let target: String
            let targetFallback: String?
        }
        let symbols: [Symbol]
        let relationships: [Relationship]
    }
}

extension PublicAPI {
    /// Reads a module as it was built for these tests.
    init(of module: String) async throws {
        let build = BuiltProgram.executable.deletingLastPathComponent()
        try await self.init(
            of: module,
            in: [build.appending(path: "Modules").path(), build.appending(path: "CLibCurl.build").path()])
    }

    /// Reads a module that lies in one of these folders.
    init(of module: String, in folders: [String]) async throws {
        let folder = try TemporaryFolder()
        let words =
            [
                "swift-symbolgraph-extract", "-module-name", module, "-target", Self.target, "-output-dir", folder.path,
                "-minimum-access-level", "public", "-emit-extension-block-symbols",
                // Declarations that the compiler synthesizes, or a protocol requires, follow from the conformance.
                "-skip-synthesized-members", "-skip-protocol-implementations",
            ] + folders.flatMap { ["-I", $0] }
        try await ChildProgram(executable: "/usr/bin/env", arguments: words).succeed()
        let graphs = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        try self.init(symbolGraphs: graphs.map { try Data(contentsOf: folder.url.appending(path: $0)) })
    }

    private static var target: String {
        #if arch(arm64)
            "aarch64-unknown-linux-gnu"
        #else
            "x86_64-unknown-linux-gnu"
        #endif
    }
}
