import Kernel
import KernelTesting
import Testing

@testable import Places

@Suite("astro organization and workspace: list and switch")
struct SwitchTests {
    let fixture = PlacesFixture.self
    static let file = """
        # mine
        context: astronomer.io
        contexts:
            astronomer_io:
                domain: astronomer.io
                token: Bearer x
                organization: corg000000000000000000001  # here
                organization_product: HYBRID
                workspace: cwsp000000000000000000001
                last_used_workspace: cwsp000000000000000000001

        """

    /// A test with a home file, in which places are listed first.
    private func listing(_ path: String, _ noun: String, _ places: [String], _ file: String) -> CommandTest {
        var test = fixture.test()
        test.files[fixture.home] = file
        test.allowsWriting = true
        test.expect(.get, path, fixture.page(noun, places))
        return test
    }

    private func organizations() -> CommandTest {
        listing("/v1/organizations?limit=1000&offset=0", "organizations", fixture.organizations, Self.file)
    }

    private func workspaces(_ file: String = file) -> CommandTest {
        listing("\(fixture.base)/workspaces", "workspaces", fixture.workspaces, file)
    }

    private func expectWorkspaces(_ test: inout CommandTest, _ names: [String: String]) {
        test.expect(
            .get, "/v1/organizations/\(fixture.other)/workspaces",
            fixture.page(
                "workspaces",
                names.sorted { $0.key < $1.key }.map { fixture.workspaceJSON($0.key, $0.value, in: fixture.other) }))
    }

    @Test("organization list needs no Organization", arguments: ["organization list", "org ls"])
    func listOrganizations(line: String) async throws {
        var test = fixture.test()
        test.exchanges = organizations().exchanges
        let result = try await test.run("\(line) --fields id,name --no-header")
        #expect(result.stdout == "\(fixture.organization)  Acme\n\(fixture.other)  Umbrella\n")
        #expect(try await test.run("\(line) --json --fields name").stdout.contains(#""organizations": ["#))
    }

    @Test("workspace list shows the Organization's Workspaces")
    func listWorkspaces() async throws {
        let result = try await workspaces().run("wo ls --fields id,name --no-header")
        #expect(result.stdout == "\(fixture.first)  Analytics\n\(fixture.second)  Payments\n")
        #expect(result.files[fixture.home] == Self.file)
    }

    @Test(
        "workspace switch writes the Workspace's two lines, by name or by ID",
        arguments: ["Payments", "CWSP000000000000000000002"])
    func switchWorkspace(word: String) async throws {
        let result = try await workspaces().run("workspace sw \(word)")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "")
        #expect(result.stderr == "Switched to the Workspace Payments (\(fixture.second)).\n")
        #expect(result.files[fixture.home] == Self.file.replacing(fixture.first, with: fixture.second))
    }

    @Test("workspace switch creates a missing context, with its domain and Organization")
    func newContext() async throws {
        var test = workspaces("")
        test.files = [:]
        test.variables["ASTRO_ORGANIZATION_ID"] = fixture.organization
        let result = try await test.run("workspace switch Payments --json --fields id")
        #expect(result.stdout == "{\n  \"id\": \"\(fixture.second)\"\n}\n")
        let text = try #require(result.files[fixture.home])
        for line in ["domain: astronomer.io", "organization: \(fixture.organization)", "workspace: \(fixture.second)"] {
            #expect(text.contains(line + "\n"))
        }
        #expect(!text.contains("token"))
    }

    @Test("workspace switch says so if a variable overrides it")
    func overridden() async throws {
        var test = workspaces()
        test.variables["ASTRO_WORKSPACE_ID"] = fixture.first
        let result = try await test.run("workspace switch Payments")
        #expect(result.stderr.contains("warning: the Workspace here is still \(fixture.first)"))
    }

    @Test("an unknown or ambiguous name changes nothing", arguments: ["workspace", "organization"])
    func unknown(noun: String) async throws {
        let test = noun == "workspace" ? workspaces() : organizations()
        let result = try await test.run("\(noun) switch Nowhere")
        #expect(result.exitCode == .notFound)
        #expect(result.stderr.contains("nothing was changed"))
        #expect(result.files[fixture.home] == Self.file)
    }

    @Test("without a name there is a choice on a terminal and a usage error elsewhere")
    func choice() async throws {
        #expect(try await workspaces().run("workspace switch").exitCode == .usage)
        var test = workspaces()
        test.terminal = 80
        test.input = ["2"]
        let result = try await test.run("workspace switch")
        #expect(result.files[fixture.home]?.contains("workspace: \(fixture.second)\n") == true)
    }

    @Test("organization switch picks the only Workspace")
    func onlyWorkspace() async throws {
        var test = organizations()
        expectWorkspaces(&test, ["cwsp9": "Solo"])
        let result = try await test.run("organization switch Umbrella")
        #expect(result.exitCode == .success)
        #expect(
            result.files[fixture.home]
                == Self.file.replacing("organization: \(fixture.organization)", with: "organization: \(fixture.other)")
                .replacing("HYBRID", with: "HOSTED").replacing(fixture.first, with: "cwsp9"))
        #expect(result.stderr.contains("Umbrella (\(fixture.other)) and the Workspace Solo (cwsp9)"))
    }

    @Test("organization switch returns to the last used Workspace")
    func lastWorkspace() async throws {
        var test = organizations()
        expectWorkspaces(&test, [fixture.first: "Back", "cwsp9": "Solo"])
        let result = try await test.run("organization sw \(fixture.other)")
        #expect(result.files[fixture.home]?.contains("workspace: \(fixture.first)\n") == true)
    }

    @Test("organization switch removes the other Organization's Workspace")
    func noWorkspace() async throws {
        var test = organizations()
        expectWorkspaces(&test, ["cwsp8": "A", "cwsp9": "B"])
        let result = try await test.run("organization switch Umbrella")
        #expect(result.exitCode == .success)
        #expect(result.files[fixture.home]?.contains(" workspace:") == false)
        #expect(result.stderr.contains("astro workspace switch"))
        test.terminal = 80
        test.input = ["2"]
        let chosen = try await test.run("organization switch Umbrella")
        #expect(chosen.files[fixture.home]?.contains(" workspace: cwsp9\n") == true)
        test.terminal = nil
        test.input = []
        let named = try await test.run("organization switch Umbrella -w cwsp8 -l")
        #expect(named.files[fixture.home]?.contains(" workspace: cwsp8\n") == true)
    }

    @Test("a full disk leaves the choice unchanged")
    func fullDisk() async throws {
        var test = workspaces()
        test.writeFailure = FileError(.system("No space left on device"), path: fixture.home)
        let result = try await test.run("workspace switch Payments")
        #expect(result.exitCode == .failure)
        #expect(result.files[fixture.home] == Self.file)
    }
}
