import Foundation
import Testing

/// The GitHub action of this repository, parsed.
struct ActionFile: Decodable {
    struct Input: Decodable { let `default`: String? }

    struct Output: Decodable { let value: String }

    struct Step: Decodable {
        let id: String
        let `if`: String?
        let shell: String
        let env: [String: String]
        let run: String
    }

    struct Runs: Decodable {
        let using: String
        let steps: [Step]
    }

    let inputs: [String: Input]
    let outputs: [String: Output]
    let runs: Runs

    /// The steps that run with these inputs, each with its variables.
    func steps(_ given: [String: String]) throws -> [(step: Step, variables: [String: String])] {
        #expect(runs.using == "composite")
        let unknown = given.keys.filter { inputs[$0] == nil }
        #expect(unknown == [])
        let values = inputs.mapValues { $0.default ?? "" }.merging(given) { $1 }
        return try runs.steps.filter { $0.if == nil || values["token-name"] != "" }.map { step in
            #expect(step.if == nil || step.if == "${{ inputs.token-name != '' }}")
            let variables = try step.env.mapValues { text in
                try #require(values.first { text == "${{ inputs.\($0.key) }}" }?.value, "\(text) is not one input")
            }
            return (step, variables)
        }
    }
}
