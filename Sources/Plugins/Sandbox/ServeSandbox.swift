import AstroSandbox
import Kernel

/// Serves the sandbox over HTTP until it is interrupted.
struct ServeSandbox: Command, Equatable {
    static let configuration = CommandConfiguration(
        "serve", summary: "Serve the sandbox over HTTP on 127.0.0.1, until interrupted",
        discussion: "The address is written to stdout; what other clients need to use it, to stderr.", effect: .local,
        examples: [Example("serve --port 8888", "Serve on a port of your choice")])
    static var fields: [String] { ServedSandbox.columns.map(\.field) }

    @Option(valueName: "PORT", help: "The port; 0 takes a free one", validate: .range(0...65_535))
    var port = 0

    func run(in context: Context) async throws {
        let store = SandboxStore(stateDirectory: try context.environment.stateDirectory(), files: context.files)
        let server = try listen(SandboxAPI(store, plugins: context.program.registry.plugins))
        let served = ServedSandbox(
            url: "http://127.0.0.1:\(server.port)", organizationId: SandboxPlaces.organization,
            token: try store.ownerCredential())
        try tell(served, context.output, context.environment.names)
        try await server.run()
        // If that fails, nothing is lost: the journal is kept.
        try? store.fold()
        try Task.checkCancellation()
    }

    private func listen(_ api: SandboxAPI) throws -> LoopbackServer {
        do {
            return try LoopbackServer(api, port: port)
        } catch let error as ListeningError {
            var error = error.commandError
            error.hint = .command("sandbox serve", "--port", "0")
            throw error
        }
    }

    private func tell(_ served: ServedSandbox, _ output: Output, _ names: ProgramNames) throws {
        guard output.format.isTable else { return try output.record(served, columns: ServedSandbox.columns) }
        try output.text(served.url)
        output.notice("To use it from another shell:")
        for (name, value) in served.variables {
            output.notice("export \(names.variable(name))=\(value)")
        }
    }
}

/// The address of a served sandbox, and its credential.
private struct ServedSandbox: Encodable {
    let url: String
    let organizationId: String
    let token: String

    /// The program's own variables that lead there.
    var variables: [(name: String, value: String)] {
        [("DOMAIN", "localhost"), ("LOCAL_CORE", url), ("API_TOKEN", token)]
    }

    static let columns = [
        Column<ServedSandbox>("url", "URL") { $0.url },
        Column<ServedSandbox>("organizationId", "ORGANIZATION") { $0.organizationId },
        Column<ServedSandbox>("token", "TOKEN") { $0.token },
    ]
}
