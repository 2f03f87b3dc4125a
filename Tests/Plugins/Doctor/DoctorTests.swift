import AstroAPI
import Doctor
import Foundation
import Kernel
import KernelTesting
import Testing

@Suite("astro doctor")
struct DoctorTests {
    private static let config = "/home/test/.astro/config.yaml"
    private static let token = "eyJhbGciOiJSUzI1NiJ9.\(claims).marked-signature"
    private static let claims = Base64URL.encode(
        #"{"apiTokenId":"ctoken","permissions":["organizationId:corg"]}"#.utf8)

    private func test() -> CommandTest {
        var test = CommandTest(.astro, DoctorPlugin.self)
        test.variables["ASTRO_API_TOKEN"] = Self.token
        test.expect(.get, "/v1/organizations", .json("{}", status: 401))
        return test
    }

    @Test("names the credential and its roles, and shows no secret")
    func credential() async throws {
        var test = test()
        test.expect(
            .get, "/v1/organizations/corg/tokens/ctoken",
            .json(
                #"{"id":"ctoken","name":"CI","scope":"ORGANIZATION","roles":[{"entityId":"corg","entityType":"ORGANIZATION","role":"ORGANIZATION_OWNER"}]}"#
            ))
        let result = try await test.run("doctor -o json")
        #expect(result.exitCode == .success)
        #expect(result.stdout.contains("API token 'CI' (ctoken): ORGANIZATION_OWNER in corg"))
        #expect(!(result.stdout + result.stderr).contains("marked"))
    }

    @Test("finds a refused credential, and exits with 1")
    func refused() async throws {
        var test = test()
        test.expect(.get, "/v1/organizations/corg/tokens/ctoken", .json("{}", status: 401))
        let result = try await test.run("doctor")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("found a problem"))
    }

    enum Bed: Plugin {
        static let manifest = PluginManifest("bed", summary: "Beds")
        static let mounts: [Mount] = []
        static let configKeys = [ConfigKey("bed.row", Int.self, help: "The row", validate: .range(1...9))]
    }

    @Test("finds settings of plugins that are misspelled or have an invalid value")
    func declaredSettings() async throws {
        var test = CommandTest(.astro, DoctorPlugin.self, Bed.self)
        test.expect(.get, "/v1/organizations", .json("{}", status: 401))
        test.files[Self.config] = "bed:\n  row: 10\n  rwo: 1\nmine: x\n"
        let result = try await test.run("doctor -o csv --no-header")
        #expect(result.exitCode == .failure)
        #expect(
            result.stdout.contains(
                "settings,problem,\"\(Self.config): bed.row is '10', which is out of range (1 to 9)\""),
            "\(result.stdout)")
        #expect(
            result.stdout.contains(
                "settings,warning,\(Self.config): bed.rwo is not a known setting; did you mean bed.row?"),
            "\(result.stdout)")
        #expect(!result.stdout.contains("mine"))
    }

    @Test("says what is wrong with an unreadable config file, and continues")
    func config() async throws {
        var test = CommandTest(.astro, DoctorPlugin.self)
        test.files[Self.config] = "\tbroken: [\n"
        let result = try await test.run("doctor -o json")
        #expect(result.exitCode == .failure)
        #expect(result.stdout.contains("config.yaml: line 1"))
        #expect(result.stdout.contains("pending overlaps"))
    }
}
