package import AstroAPI
package import Kernel

/// The Organization that a command works in, from the common flag `--organization`.
package struct OrganizationSelection: PlaceSelection {
    package static let scope = TokenScope.organization

    package init() {}

    package static func place(in request: CompletionRequest, _ client: AstroClient) -> TokenPlace? {
        TokenPlace(scope: .organization, id: client.organizationID)
    }

    package func resolve(in context: Context, _ client: AstroClient, for purpose: String) async throws -> TokenPlace {
        TokenPlace(scope: .organization, id: client.organizationID)
    }
}
