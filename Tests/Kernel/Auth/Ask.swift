import Foundation
import Kernel
import KernelTesting

/// A command that asks the server one thing, with all that the kernel adds to the request.
struct Ask: Command {
    static let configuration = CommandConfiguration("ask", summary: "Ask the server")

    func run(in context: Context) async throws {
        let organization = try context.auth.organizationID()
        let workspace = try context.auth.workspaceID(in: context.environment) ?? "none"
        _ = try await context.http.send(HTTPRequest(.get, context.auth.baseURL().appending(path: organization)))
        try context.output.text("\(organization) \(workspace)")
    }

    enum Asking: Plugin {
        static let manifest = PluginManifest("asking", summary: "Asking")
        static let commands: [any Command.Type] = [Ask.self]
    }

    /// A context that answers by itself and notes what it was asked.
    enum Embedded: Plugin {
        static let manifest = PluginManifest("embedded", summary: "Embedded")
        static let commands: [any Command.Type] = []
        static let contexts = [
            EmbeddedContext("playground") { files, folder in
                EmbeddedContext.API(
                    baseURL: try ServerAddress.baseURL(
                        ofDomain: "playground",
                        config: Config(environment: Environment(variables: ["HOME": folder]), files: files)),
                    transport: Silence(), credential: "playground",
                    organizationID: "oplay")
            }
        ]
    }

    struct Silence: HTTPTransport {
        func send(_ request: HTTPRequest) async throws -> HTTPResponse { HTTPResponse(status: 200) }
    }

    /// A test of it that is logged in by the environment, with these permissions.
    static func test(_ permissions: [String] = ["organizationId:otoken", "workspaceId:wtoken"]) -> CommandTest {
        var test = CommandTest(Asking.self, Embedded.self)
        test.variables["ASTRO_API_TOKEN"] = Tokens.token(permissions: permissions)
        return test
    }
}
