import Foundation
import KernelTesting
import Testing

/// The GitLab CI component of this repository, parsed.
struct GitLabComponent {
    private struct Header: Decodable {
        struct Spec: Decodable { let inputs: [String: Input?] }
        struct Input: Decodable { let `default`: String? }
        let spec: Spec
    }

    private struct Job: Decodable {
        let image: String
        let variables: [String: Variable]
        let script: [String]
    }

    /// A variable with its value, and optionally whether `$NAME` in it is expanded.
    private struct Variable: Decodable {
        let value: String
        let expand: Bool

        private enum CodingKeys: String, CodingKey { case value, expand }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                (value, expand) = (text, true)
                return
            }
            let container = try decoder.container(keyedBy: CodingKeys.self)
            value = try container.decode(String.self, forKey: .value)
            expand = try container.decode(Bool.self, forKey: .expand)
        }
    }

    static let path = "Packaging/gitlab/templates/astro.yml"

    private let inputs: [String: Header.Input?]
    private let job: Job

    init() async throws {
        let text = try CodeBase.file(Self.path).lines.joined(separator: "\n")
        let documents = text.components(separatedBy: "\n---\n")
        #expect(documents.count == 2)
        let header: Header = try await RecipePage.yaml(documents[0])
        let jobs: [String: Job] = try await RecipePage.yaml(documents[1])
        inputs = header.spec.inputs
        job = try #require(jobs.count == 1 ? jobs.values.first : nil)
    }

    var script: String { job.script.joined(separator: "\n") }

    /// The job's variables with these inputs filled in, like in GitLab.
    func variables(_ given: [String: String]) throws -> [String: String] {
        let missing = inputs.filter { $0.value?.default == nil && given[$0.key] == nil }.keys
        #expect(missing.filter { $0 != "stage" } == [])
        return try job.variables.mapValues { variable in
            guard let match = try /\$\[\[ inputs\.([a-z-]+) \]\]/.wholeMatch(in: variable.value) else {
                return variable.value
            }
            #expect(!variable.expand, "$NAME in an input would be filled in")
            let name = String(match.1)
            return try #require(given[name] ?? inputs[name]??.default, "nothing is called '\(name)'")
        }
    }
}
