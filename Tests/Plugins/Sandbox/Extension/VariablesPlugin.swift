import AstroAPI
import AstroSandbox
import Kernel

/// A plugin with a resource that the sandbox doesn't have: variables of a Deployment.
enum VariablesPlugin: Plugin {
    static let manifest = PluginManifest("variables", summary: "Manage the variables of a Deployment")
    static let mounts = [
        Mount(
            "variable", summary: "Manage the variables of a Deployment",
            commands: [ListVariables.self, SetVariable.self])
    ]
}

struct Variable: PageItem {
    static let pageField = "variables"
    let key: String
    var value: String
    var id: String { key }
}

struct NewValue: Codable, Sendable {
    let value: String
}

/// A body that names places.
struct Move: Codable, Sendable {
    let workspaceId: String
    let deploymentId: String
}

extension VariablesPlugin: SandboxExtension {
    static var sandbox: SandboxPart {
        SandboxPart(
            seed: [SandboxPlaces.production: [Variable(key: "LOG_LEVEL", value: "INFO")]],
            routes: [
                .list("deployments/{deployment}/variables") { call, variables in
                    variables[try call["deployment"]] ?? []
                },
                .put("deployments/{deployment}/variables/{key}") { call, variables in
                    let variable = Variable(key: try call["key"], value: try call.body(as: NewValue.self).value)
                    variables[try call["deployment"], default: []].removeAll { $0.key == variable.key }
                    variables[try call["deployment"], default: []].append(variable)
                    return variable
                },
                // What names a place in its query or its body only.
                .list("settings") { call, variables in
                    let deployment = try call.query("deploymentId") ?? SandboxPlaces.production
                    try call.mustReach(deployment: deployment)
                    return variables[deployment] ?? []
                },
                .post("settings") { call, variables in
                    let move = try call.body(as: Move.self)
                    try call.mustReach(workspace: move.workspaceId)
                    try call.mustReach(deployment: move.deploymentId)
                    variables[move.deploymentId] = []
                    return move
                },
                .delete("deployments/{deployment}/variables/{key}") { call, variables in
                    let key = try call["key"]
                    guard let index = variables[try call["deployment"]]?.firstIndex(where: { $0.key == key }) else {
                        throw SandboxRefusal.unknown("variable \(key)")
                    }
                    variables[try call["deployment"]]?.remove(at: index)
                },
            ])
    }
}

struct ListVariables: Command {
    static let configuration = CommandConfiguration(
        "list", summary: "List the variables", isList: true, examples: [Example("list ID", "List them")])
    static let columns = [Column<Variable>("key", "KEY") { $0.key }, Column<Variable>("value", "VALUE") { $0.value }]
    static var fields: [String] { columns.map(\.field) }

    @Argument("DEPLOYMENT", help: "The Deployment") var deployment: String

    func run(in context: Context) async throws {
        let variables = try await AstroClient(context).list(
            of: Variable.self, "deployments/\(deployment)/variables", purpose: "list the variables")
        try context.output.list(variables, key: "variables", columns: Self.columns, none: "There are none.")
    }
}

struct SetVariable: Command {
    static let configuration = CommandConfiguration(
        "set", summary: "Set a variable", effect: .changes, examples: [Example("set ID KEY VALUE", "Set it")])
    static var fields: [String] { ListVariables.fields }

    @Argument("DEPLOYMENT", help: "The Deployment") var deployment: String
    @Argument("KEY", help: "The name") var key: String
    @Argument("VALUE", help: "The value") var value: String

    func run(in context: Context) async throws {
        let variable = try await AstroClient(context).put(
            "deployments/\(deployment)/variables/\(key)", body: NewValue(value: value), as: Variable.self,
            purpose: "set the variable \(key)")
        try context.output.outcome("Set \(key).", variable, columns: ListVariables.columns)
    }
}
