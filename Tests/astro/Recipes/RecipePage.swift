import Foundation
import Support
import KernelTesting
import Testing

/// The page of recipes, parsed: the tests run the content of its blocks.
struct RecipePage {
    /// A GitHub Actions workflow file, parsed as far as the tests need.
    struct Workflow: Decodable {
        struct Group: Decodable { let group: String }

        struct Step: Decodable {
            let name: String
            let run: String
            let env: [String: String]?
        }

        struct Job: Decodable {
            let env: [String: String]?
            let steps: [Step]
        }

        let name: String
        let permissions: [String: String]
        let concurrency: Group
        let jobs: [String: Job]

        var job: Job { get throws { try #require(jobs.count == 1 ? jobs.values.first : nil) } }
    }

    /// A job of GitLab CI.
    struct GitLabJob: Decodable {
        let script: [String]
        let resourceGroup: String

        enum CodingKeys: String, CodingKey {
            case script
            case resourceGroup = "resource_group"
        }
    }

    static let path = "docs/rotate-in-ci.md"

    private let sections: [String: String]

    init() throws {
        let text = try CodeBase.file(Self.path).lines.joined(separator: "\n")
        let parts = text.components(separatedBy: "\n## ").dropFirst()
        sections = Dictionary(
            uniqueKeysWithValues: parts.map { (String($0.prefix { $0 != "\n" }), $0) })
    }

    /// The blocks in a language in a section, in order.
    func blocks(_ language: String, in section: String) throws -> [String] {
        try #require(sections[section], "no section '\(section)'").components(separatedBy: "```\(language)\n")
            .dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
    }

    func workflow(_ name: String) async throws -> Workflow {
        var workflows: [Workflow] = []
        for block in try blocks("yaml", in: "GitHub Actions") { workflows.append(try await Self.yaml(block)) }
        return try #require(workflows.first { $0.name == name }, "no workflow '\(name)'")
    }

    /// The job that rotates, or the one that finishes overlaps.
    func gitLabJob(finishing: Bool = false) async throws -> GitLabJob {
        let blocks = try blocks("yaml", in: "GitLab CI")
        let block = try #require(finishing ? blocks.dropFirst().first : blocks.first)
        let jobs: [String: GitLabJob] = try await Self.yaml(block)
        return try #require(jobs.values.first)
    }

    /// A YAML document, as Python parses it.
    static func yaml<Value: Decodable>(_ text: String) async throws -> Value {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "block.yaml")
        try Data(text.utf8).write(to: file)
        let script = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))"
        let python = try ChildProgram.shell("exec python3 -c '\(script)'").start(stdin: .reading(file), stdout: .pipe)
        let json = try await python.stdout()
        #expect(try await python.exitCode() == 0, "no YAML: \(text)")
        return try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    }
}
