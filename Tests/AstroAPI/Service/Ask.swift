@testable import Base
@testable import HTTPClient
@testable import Authentication
import AstroAPI
@testable import Kernel
@testable import OperatingSystem
import Foundation
import KernelTesting

/// A command that sends one request, with everything that the kernel adds to it.
struct Ask: Command {
    static let configuration = CommandConfiguration("ask", summary: "Ask the server")

    func run(in context: Context) async throws {
        let organization = try await context.organizationID()
        let workspace = try context.auth.workspace(in: context.environment)?.text ?? "none"
        _ = try await context.http.send(HTTPRequest(.get, context.auth.baseURL().appending(path: organization)))
        try context.output.text("\(organization) \(workspace)")
    }

    enum Asking: Plugin {
        static let manifest = PluginManifest("asking", summary: "Asking")
        static let mounts = [Mount(commands: [Ask.self])]
    }

    /// A context that answers requests itself and records them.
    enum Embedded: Plugin {
        static let manifest = PluginManifest("embedded", summary: "Embedded")
        static let mounts: [Mount] = []
        static let contexts = [
            EmbeddedContext("playground") { files, folder in
                EmbeddedContext.API(
                    baseURL: try Service.astro.addresses.baseURL(
                        ofDomain: "playground",
                        config: Config(environment: Environment(variables: ["HOME": folder]), files: files)),
                    transport: Silence(), credential: "playground",
                    settings: ["organization": "oplay"])
            }
        ]
    }

    struct Silence: HTTPTransport {
        func send(_ request: HTTPRequest) async throws -> HTTPResponse { HTTPResponse(status: 200) }
    }

    /// A test of it that is logged in by the environment, with these permissions.
    static func test(_ permissions: [String] = ["organizationId:otoken", "workspaceId:wtoken"]) -> CommandTest {
        var test = CommandTest(.astro, Asking.self, Embedded.self)
        test.variables["ASTRO_API_TOKEN"] = Tokens.token(permissions: permissions)
        return test
    }
}
