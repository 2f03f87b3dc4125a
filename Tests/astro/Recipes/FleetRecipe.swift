import Foundation
import Testing

/// A workflow of GitHub Actions that maps over shards.
struct FleetWorkflow: Decodable {
    /// A value of YAML, as the text that an action gets.
    struct Text: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text = try (try? container.decode(Bool.self)).map(String.init) ?? container.decode(String.self)
        }
    }

    struct Step: Decodable {
        let uses: String?
        let with: [String: Text]?
        let run: String?
        let env: [String: String]?
        let `if`: String?
    }

    struct Strategy: Decodable {
        let failFast: Bool
        let matrix: [String: [Int]]

        enum CodingKeys: String, CodingKey {
            case failFast = "fail-fast"
            case matrix
        }
    }

    struct Job: Decodable {
        let needs: String?
        let strategy: Strategy?
        let steps: [Step]
    }

    struct Group: Decodable { let group: String }

    let permissions: [String: String]
    let concurrency: Group
    let jobs: [String: Job]
}

/// A pipeline of GitLab whose jobs are parallel.
struct FleetPipeline: Decodable {
    struct Paths: Decodable {
        let key: String?
        let paths: [String]
        let when: String?
    }

    struct Job: Decodable {
        let needs: [String]?
        let parallel: Int?
        let retry: Int?
        let cache: Paths?
        let artifacts: Paths?
        let script: [String]
    }

    let plan: Job
    let apply: Job

    enum CodingKeys: String, CodingKey {
        case plan = "plan-tokens"
        case apply = "rotate-tokens"
    }
}
