import AstroSandbox
public import Catalog
public import Kernel

extension SandboxPlugin: DeclarationCheck {
    /// Returns a problem for each route that no request can match, or that the sandbox or another plugin already has.
    public static func problems(among plugins: [any Plugin.Type]) -> [RegistryCheck.Problem] {
        var earlier: [(party: RegistryCheck.Party, operation: SandboxOperation)] = []
        var problems: [RegistryCheck.Problem] = []
        for case let plugin as any SandboxExtension.Type in plugins {
            for operation in plugin.sandbox.operations {
                let party = RegistryCheck.Party(plugin, declaredAt: operation.declaredAt)
                let place = "sandbox: \(operation.method.rawValue) \(operation.path.text)"
                if let complaint = operation.path.complaint {
                    problems.append(.init("the route is invalid: \(complaint)", at: place, of: [party]))
                } else if operation.isTheSandboxsOwn {
                    problems.append(.init("the sandbox has this route itself", at: place, of: [party]))
                } else if let other = earlier.first(where: { $0.operation.clashes(with: operation) }) {
                    problems.append(.init("two routes match one request", at: place, of: [other.party, party]))
                }
                earlier.append((party, operation))
            }
        }
        return problems
    }
}

extension SandboxOperation {
    fileprivate func clashes(with other: SandboxOperation) -> Bool {
        method == other.method && path.overlaps(other.path)
    }

    fileprivate var isTheSandboxsOwn: Bool {
        Route.operations(["v1", "organizations", "organization"] + path.sample)[method] != nil
    }
}
