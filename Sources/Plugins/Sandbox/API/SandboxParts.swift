import AstroAPI
import AstroSandbox
import Kernel

/// The parts of the sandbox that the program's plugins add.
struct SandboxParts: Sendable {
    struct Entry: Sendable {
        /// The name of the plugin, under which its state is kept.
        let plugin: String
        let operation: SandboxOperation
    }

    let entries: [Entry]

    init(of plugins: [any Plugin.Type] = []) {
        entries = plugins.compactMap { $0 as? any SandboxExtension.Type }.flatMap { plugin in
            plugin.sandbox.operations.map { Entry(plugin: plugin.manifest.name, operation: $0) }
        }
    }

    /// Returns the operations of a path below `/v1`, by method.
    func calls(_ segments: [String]) -> [HTTPMethod: PartCall] {
        guard segments.count > 3, segments.starts(with: ["v1", "organizations"]) else { return [:] }
        let rest = Array(segments.dropFirst(3))
        var calls: [HTTPMethod: PartCall] = [:]
        for entry in entries {
            guard calls[entry.operation.method] == nil, let target = entry.operation.target(rest) else { continue }
            calls[entry.operation.method] = PartCall(entry: entry, organizationID: segments[2], target: target)
        }
        return calls
    }
}

/// An operation of a plugin, with the places in the request.
struct PartCall {
    let entry: SandboxParts.Entry
    let organizationID: String
    let target: SandboxOperation.Target

    /// Reads the plugin's state and answers.
    func answer(_ request: HTTPRequest, _ caller: Caller, _ store: SandboxStore, _ state: SandboxState) throws
        -> HTTPResponse
    {
        let check = try check(in: state, for: caller, toChange: false)
        var part = state.parts?[entry.plugin]
        return try entry.operation.answer(call(request, caller, store, check), &part)
    }

    /// Changes the plugin's state; called with its lock held.
    func change(_ request: HTTPRequest, _ caller: Caller, _ store: SandboxStore, _ state: inout SandboxState) throws
        -> HTTPResponse
    {
        let check = try check(in: state, for: caller, toChange: true)
        return try entry.operation.answer(
            call(request, caller, store, check), &state.parts[default: [:]][entry.plugin])
    }

    private func call(
        _ request: HTTPRequest, _ caller: Caller, _ store: SandboxStore,
        _ check: @escaping @Sendable (SandboxCall.Place) throws -> Void
    ) -> SandboxCall {
        SandboxCall(
            request, parameters: target.parameters, organizationID: organizationID, caller: caller.profile,
            now: store.now(), check: check)
    }

    /// Checks the places that the path names, and returns the same check for others that the request names.
    private func check(in state: SandboxState, for caller: Caller, toChange: Bool) throws
        -> @Sendable (SandboxCall.Place) throws -> Void
    {
        let organization = try state.organization(organizationID, for: caller)
        let workspace = target.workspaceID.map { Place.workspace($0) }
        let deployment = target.deploymentID.map { Place.deployment($0) }
        for place in [workspace, deployment].compactMap(\.self) { try state.mustHave(place, in: organization) }
        try caller.mustReach(deployment ?? workspace ?? .organization(organizationID), toChange: toChange)
        return { [state] other in
            let place =
                switch other {
                case .workspace(let id): Place.workspace(id)
                case .deployment(let id): Place.deployment(id)
                }
            try state.mustHave(place, in: organization)
            try caller.mustReach(place, toChange: toChange)
        }
    }
}

extension Optional<[String: JSONValue]> {
    fileprivate subscript(default standard: [String: JSONValue]) -> [String: JSONValue] {
        get { self ?? standard }
        set { self = newValue }
    }
}
