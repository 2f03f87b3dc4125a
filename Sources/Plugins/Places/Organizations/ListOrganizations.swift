import AstroAPI
import Kernel

/// Lists every Organization that the credential has access to.
struct ListOrganizations: Command, Equatable {
    static let configuration = CommandConfiguration(
        "list", aliases: ["ls"], summary: "List the Organizations that you can work in", isList: true,
        related: ["organization switch"], examples: [Example("list", "Show a table")])
    static var fields: [String] { Organization.columns.map(\.field) }

    func run(in context: Context) async throws {
        try context.output.list(
            try await OrganizationDirectory(context).organizations(), key: "organizations",
            columns: Organization.columns(current: try? context.auth.organization().text), screen: Organization.screen,
            none: "The credential has access to no Organizations.")
    }
}
