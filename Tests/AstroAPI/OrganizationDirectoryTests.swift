import Kernel
import KernelTesting
import Testing

@testable import AstroAPI

@Suite("Organizations, before one is chosen")
struct OrganizationDirectoryTests {
    @Test("are listed without an Organization, by a documented call")
    func list() async throws {
        let server = ScriptedTransport([
            .init(
                .get, "/v1/organizations?limit=1000&offset=0",
                .json(
                    #"{"limit": 1000, "offset": 0, "totalCount": 1, "organizations": [{"id": "o1", "name": "Acme"}]}"#))
        ])
        let directory = try OrganizationDirectory(ClientFixture.context(of: server, organization: nil))
        #expect(try await directory.organizations().map(\.id) == ["o1"])
        let document = try ClientFixture.document.get()
        for request in server.requests { #expect(document.problems(in: request) == []) }
    }
}
