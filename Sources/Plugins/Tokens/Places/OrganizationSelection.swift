import AstroAPI
import Kernel

/// The Organization that a command works in: the common flag `--organization-id` says which.
struct OrganizationSelection: PlaceSelection {
    static let scope = TokenScope.organization

    static func namedID(in request: CompletionRequest, _ client: AstroClient) -> String? { client.organizationID }

    func resolve(in context: Context, _ client: AstroClient) async throws -> TokenPlace {
        TokenPlace(scope: .organization, id: client.organizationID)
    }
}
