import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// The option that includes the tokens of Remote Execution agents, which the API keeps separate from all others.
struct AgentInclusion: ArgumentGroup, Equatable {
    static let title: String? = CriteriaOptions.title

    @Flag(help: "Include agent tokens (one more request per Deployment)")
    var includeAgentTokens = false
}

/// The agent tokens of Deployments, from one listing per Deployment, several at once.
struct AgentReading {
    private let client: AstroClient
    private let names: PlaceNames
    private let context: Context
    private var rest: ArraySlice<String>
    /// The Deployments whose listings the server refused.
    private var refused: [String] = []
    private var reason: APIError?

    /// The number of concurrent listings.
    private static let width = 8

    /// - Parameter criteria: The criteria for tokens; Deployments that they exclude aren't listed.
    init(of criteria: TokenCriteria, _ fleet: Fleet) {
        (client, names, context) = (fleet.client, fleet.names, fleet.context)
        guard criteria.scopes.isEmpty || criteria.scopes.contains(.deployment) else {
            rest = []
            return
        }
        let known = names.deploymentIDs(in: criteria.workspaces)
        if known == nil, criteria.deployments.isEmpty {
            context.output.warning("the credential may not list Deployments, so agent tokens are left out")
        }
        let wanted = criteria.deployments
        rest = (known ?? wanted.sorted()).filter { wanted.isEmpty || wanted.contains($0) }[...]
    }

    /// Returns the tokens of the next few Deployments, in order; nil after the last.
    mutating func next() async throws -> [APIToken]? {
        guard !rest.isEmpty else {
            warn()
            return nil
        }
        let deployments = Array(rest.prefix(Self.width))
        rest = rest.dropFirst(Self.width)
        let answers = try await answers(deployments)
        var tokens: [APIToken] = []
        for deployment in deployments {
            switch answers[deployment] {
            case .success(let some)?: tokens += some
            case .failure(let error)?:
                refused.append(deployment)
                reason = error
            case nil: break
            }
        }
        return tokens
    }

    private func answers(_ deployments: [String]) async throws -> [String: Result<[APIToken], APIError>] {
        try await withThrowingTaskGroup(of: (String, Result<[APIToken], APIError>).self) { group in
            for deployment in deployments {
                let client = client.reaching(.agents(deploymentID: deployment))
                group.addTask {
                    do {
                        return (deployment, .success(try await client.tokens(.deployment(deployment))))
                    } catch let error as APIError where [400, 403, 404].contains(error.status) {
                        return (deployment, .failure(error))
                    }
                }
            }
            var answers: [String: Result<[APIToken], APIError>] = [:]
            for try await (deployment, answer) in group { answers[deployment] = answer }
            return answers
        }
    }

    /// Warns once about the refused listings; the list is useful without their tokens.
    private mutating func warn() {
        guard let reason else { return }
        let titles = refused.map { names.title(.deployment, $0) }
        context.output.warning(
            "the agent tokens of \(titles.joined(last: "and")) are left out: \(CommandError(describing: reason).message)"
        )
        self.reason = nil
    }
}
