import Foundation

/// What a module promises to whoever builds on it: its public declarations and conformances, one a line.
struct PublicAPI {
    let lines: [String]

    /// Reads what the compiler wrote of a module.
    init(symbolGraph: Data) throws {
        let graph = try JSONDecoder().decode(Graph.self, from: symbolGraph)
        let names = Dictionary(graph.symbols.map { ($0.identifier.precise, $0.name) }) { first, _ in first }
        let declarations = graph.symbols.map { "\($0.name): \($0.declaration)" }
        let conformances = graph.relationships.filter { $0.kind == "conformsTo" }.compactMap { relationship in
            names[relationship.source].flatMap { source in
                (names[relationship.target] ?? relationship.targetFallback).map { "\(source): conforms to \($0)" }
            }
        }
        lines = Set(declarations + conformances).sorted()
    }

    var text: String { lines.joined(separator: "\n") + "\n" }

    /// The lines that went since a text was kept, with a minus, and those that came, with a plus.
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
            let identifier: Identifier
            let pathComponents: [String]
            let declarationFragments: [Fragment]

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
        let folder = try TemporaryFolder()
        let build = BuiltProgram.executable.deletingLastPathComponent()
        let extract = ChildProgram(
            executable: "/usr/bin/env",
            arguments: [
                "swift-symbolgraph-extract", "-module-name", module, "-target", Self.target, "-output-dir",
                folder.url.path(), "-minimum-access-level", "public", "-skip-synthesized-members", "-I",
                build.appending(path: "Modules").path(), "-I", build.appending(path: "CLibCurl.build").path(),
            ])
        try await extract.run()
        try self.init(symbolGraph: Data(contentsOf: folder.url.appending(path: "\(module).symbols.json")))
    }

    private static var target: String {
        #if arch(arm64)
            "aarch64-unknown-linux-gnu"
        #else
            "x86_64-unknown-linux-gnu"
        #endif
    }
}
