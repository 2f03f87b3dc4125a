import AstroAPI
import AstroPlaces
import Kernel

/// The values of `{organizationId}` and other placeholders in a path.
struct Placeholders: ArgumentGroup, Equatable {
    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var deployment: DeploymentOption

    @Option("p", valueName: "NAME=VALUE", help: "The value of {NAME} in the path")
    var pathParam: [PathParameter] = []

    /// Returns the value of a placeholder.
    func value(_ name: String, in context: Context) async throws -> String {
        if let given = pathParam.last(where: { $0.name == name }) { return given.value }
        switch name {
        case "organizationId": return try await context.organizationID()
        case "workspaceId":
            if let id = try await workspace.id(in: context) { return id }
            throw missing(
                name,
                hint: ("pass --workspace with a name or ID from '\(command: "workspace list")'" as Hint).otherwise(
                    "pass --workspace NAME_OR_ID"))
        case "deploymentId":
            if let named = deployment.reference {
                return try await PlaceDirectory(context).deployment(named, in: workspace.reference).id
            }
            throw missing(
                name,
                hint: ("pass --deployment with a name or ID from '\(command: "deployment list")'" as Hint).otherwise(
                    "pass --deployment NAME_OR_ID"))
        default:
            throw CommandError.usage(
                "{\(name)} in the path has no value", hint: "pass --path-param \(name)=VALUE")
        }
    }

    private func missing(_ name: String, hint: Hint) -> CommandError {
        .usage("{\(name)} in the path has no value", hint: hint)
    }
}

/// `NAME=VALUE` for a placeholder of the path.
struct PathParameter: ArgumentValue, Equatable {
    let name: String
    let value: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
        name = String(argument[..<sign])
        value = String(argument[argument.index(after: sign)...])
    }

    static var argumentDescription: String { "NAME=VALUE" }
    static var placeholder: String? { "NAME=VALUE" }
    var argument: String { "\(name)=\(value)" }
}
