import AstroSandbox
import Catalog
import Kernel
import Testing

@testable import Sandbox

@Suite("The check of the sandbox's routes")
struct RouteCheckTests {
    /// The places and complaints of a program with these plugins, limited to routes.
    private func problems(_ plugins: any Plugin.Type...) -> [String] {
        RegistryCheck(Registry([SandboxPlugin.self] + plugins)).problems().filter { $0.place.hasPrefix("sandbox: ") }
            .map {
                "\($0.plugins.joined(separator: " and ")): \($0.place): \($0.complaint)"
            }
    }

    @Test("finds nothing in plugins whose routes differ")
    func sound() {
        #expect(problems(VariablesPlugin.self, Lists.self) == [])
    }

    @Test("names both plugins if their routes match the same request")
    func clash() {
        #expect(
            problems(VariablesPlugin.self, Rival.self) == [
                "variables and rival: sandbox: DELETE deployments/{id}/variables/LOG_LEVEL: two routes match one request"
            ])
    }

    @Test("finds routes that the sandbox already has, and routes that no request can match")
    func invalid() {
        #expect(
            problems(Careless.self) == [
                "careless: sandbox: GET deployments/{id}: the sandbox has this route itself",
                "careless: sandbox: POST tokens: the sandbox has this route itself",
                "careless: sandbox: GET /rooted: the route is invalid: '' cannot be a segment of a path",
                "careless: sandbox: GET a/{}: the route is invalid: '{}' is not a parameter",
                "careless: sandbox: GET a/{x}/b/{x}: the route is invalid: two parameters are called 'x'",
            ])
    }

    @Test("checks nothing in a program without the sandbox")
    func without() {
        #expect(RegistryCheck(Registry([Careless.self])).problems().filter { $0.place.hasPrefix("sandbox: ") } == [])
    }

    private enum Lists: SandboxExtension {
        static let manifest = PluginManifest("lists", summary: "Keep lists")
        static let mounts: [Mount] = []
        static var sandbox: SandboxPart {
            SandboxPart(
                seed: 0,
                routes: [
                    .get("deployments/{id}/variables/{key}") { _, count in count },
                    .get("deployments/{id}/lists") { _, count in count },
                ])
        }
    }

    private enum Rival: SandboxExtension {
        static let manifest = PluginManifest("rival", summary: "Rival")
        static let mounts: [Mount] = []
        static var sandbox: SandboxPart {
            SandboxPart(seed: 0, routes: [.delete("deployments/{id}/variables/LOG_LEVEL") { _, _ in }])
        }
    }

    private enum Careless: SandboxExtension {
        static let manifest = PluginManifest("careless", summary: "Careless")
        static let mounts: [Mount] = []
        static var sandbox: SandboxPart {
            SandboxPart(
                seed: 0,
                routes: [
                    .get("deployments/{id}") { _, count in count }, .post("tokens") { _, count in count },
                    .get("/rooted") { _, count in count }, .get("a/{}") { _, count in count },
                    .get("a/{x}/b/{x}") { _, count in count },
                ])
        }
    }
}
