import Foundation
import Kernel
import KernelTesting
import Testing

@testable import Tokens

@Suite("The list of overlaps")
struct OverlapListTests {
    /// A test that finds one pending overlap.
    func pending(_ placeName: String? = nil, scope: String = "deployment", place: String = Fixture.deployment)
        -> CommandTest
    {
        var test = Fixture.test()
        let listed = Fixture.page([Fixture.token(), Fixture.token("ctoknew")])
        test.expect(.get, Fixture.tokens, .json(listed))
        let name = placeName.map { #""placeName":"\#($0)","# } ?? ""
        test.files["/home/test/.astro/overlap/ctoknew.json"] = """
            {"context":"astronomer.io","organizationID":"\(Fixture.organization)","scope":"\(scope)","placeID":"\(place)",
            \(name)"name":"CI deploy","oldID":"\(Fixture.id)","newID":"ctoknew","begin":"2026-01-01T00:00:00Z"}
            """
        return test
    }

    private static let deployments = """
        {"limit": 1000, "offset": 0, "totalCount": 1, "deployments": [{"id": "\(Fixture.deployment)",
        "name": "Production", "namespace": "n", "status": "HEALTHY", "workspaceId": "\(Fixture.workspace)"}]}
        """

    @Test("shows the recorded name of a place without a request")
    func known() async throws {
        let table = try await pending("Staging").run("deployment token overlap list")
        #expect(table.stdout.contains("WHERE") && table.stdout.contains("Staging"))
        let json = try await pending("Staging").run("deployment token overlap list --json").stdout
        #expect(json.contains(#""placeID": "\#(Fixture.deployment)""#) && json.contains(#""placeName": "Staging""#))
    }

    @Test("requests the names that are not recorded once")
    func asked() async throws {
        var test = pending()
        test.expect(.get, "/v1/organizations/\(Fixture.organization)/deployments", .json(Self.deployments))
        let result = try await test.run("deployment token overlap list --json")
        #expect(result.exitCode == .success && result.stdout.contains(#""placeName": "Production""#))
    }

    @Test("shows the ID of a place if the server doesn't give its name")
    func unknown() async throws {
        var test = pending(scope: "workspace", place: Fixture.workspace)
        test.expect(.get, "/v1/organizations/\(Fixture.organization)/workspaces", .json("{}", status: 403))
        let result = try await test.run("workspace token overlap list")
        #expect(result.exitCode == .success && result.stderr == "", "\(result.stderr)")
        #expect(result.stdout.contains(Fixture.workspace))
    }

    @Test("keeps the name that the rotation knew")
    func recorded() async throws {
        var test = Fixture.test()
        test.allowsWriting = true
        test.expect(.get, "/v1/organizations/\(Fixture.organization)/deployments", .json(Self.deployments))
        test.expect(.get, "\(Fixture.tokens)/\(Fixture.id)", .json(Fixture.token()))
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        test.expect(.post, Fixture.tokens, .json(Fixture.token("ctoknew", value: "v")))
        let line = "deployment token rotate \(Fixture.id) --deployment Production --yes --overlap manual"
        let result = try await test.run(line)
        #expect(result.files["/home/test/.astro/overlap/ctoknew.json"]?.contains(#""placeName":"Production""#) == true)
    }

    @Test("keeps a record whose new token is not listed, unless the server says it is gone", arguments: [403, 404])
    func unlisted(status: Int) async throws {
        var test = pending("Staging")
        test.allowsWriting = true
        test.exchanges = []
        test.expect(.get, Fixture.tokens, .json(Fixture.page([Fixture.token()])))
        test.expect(.get, "\(Fixture.tokens)/ctoknew", Fixture.refusal(status, "no"))
        let result = try await test.run("deployment token overlap list --fields newID --no-header")
        #expect(result.stdout == (status == 403 ? "ctoknew\n" : ""), "\(result.stderr)")
        #expect((result.files["/home/test/.astro/overlap/ctoknew.json"] == nil) == (status == 404))
    }

    @Test("keeps a record of which neither token is listed: the credential may not see them")
    func unseen() async throws {
        var test = pending("Staging")
        test.exchanges = []
        test.expect(.get, Fixture.tokens, .json(Fixture.page([])))
        let result = try await test.run("deployment token overlap list --fields newID --no-header")
        #expect(result.stdout == "ctoknew\n", "\(result.stderr)")
    }

    @Test("shows this machine's records where the server is not reached, and says so")
    func unreached() async throws {
        var test = pending("Staging")
        test.exchanges = []
        test.expect(.get, Fixture.tokens, .json("{}", status: 500))
        let result = try await test.run("deployment token overlap list --fields newID --no-header")
        #expect(result.exitCode == .success && result.stdout == "ctoknew\n")
        #expect(result.stderr.contains("only this machine's records are shown"))
    }
}
