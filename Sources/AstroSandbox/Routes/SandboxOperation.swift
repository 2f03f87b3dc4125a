package import Kernel

/// A route of any plugin, with its state as JSON.
package struct SandboxOperation: Sendable {
    /// The method.
    package let method: HTTPMethod
    /// The path below the Organization.
    package let path: SandboxPath
    /// The place of the declaration.
    package let declaredAt: DeclarationPlace
    private let perform: @Sendable (SandboxCall, inout JSONValue?) throws -> HTTPResponse

    init<State: Codable & Sendable>(_ route: SandboxRoute<State>, seed: @escaping @Sendable () -> State) {
        method = route.method
        path = route.path
        declaredAt = route.declaredAt
        perform = { call, stored in
            var state = try stored.map { try Self.state(in: $0) } ?? seed()
            let answer = try route.answer(call, &state)
            if !route.method.isReading { stored = try JSONValue(encoding: state) }
            return answer
        }
    }

    /// Answers a request.
    ///
    /// - Parameter state: The plugin's state; nil in a new sandbox.
    package func answer(_ call: SandboxCall, _ state: inout JSONValue?) throws -> HTTPResponse {
        try perform(call, &state)
    }

    /// Returns the IDs that a request's path names, or nil if it has another path.
    package func target(_ path: [String]) -> Target? {
        guard let parameters = self.path.match(path) else { return nil }
        func value(after literal: String) -> String? { self.path.parameter(after: literal).flatMap { parameters[$0] } }
        return Target(
            parameters: parameters, deploymentID: value(after: "deployments"), workspaceID: value(after: "workspaces"))
    }

    /// What the path of one request names.
    package struct Target: Sendable {
        /// The parameters, by name.
        package let parameters: [String: String]
        /// The Deployment, if the path names one.
        package let deploymentID: String?
        /// The Workspace, if the path names one.
        package let workspaceID: String?
    }

    private static func state<State: Decodable>(in stored: JSONValue) throws -> State {
        do {
            return try stored.decoded(as: State.self)
        } catch {
            throw CommandError(
                .failure, "the sandbox's state of this resource has another shape than the plugin reads",
                hint: .command("sandbox reset"))
        }
    }
}
