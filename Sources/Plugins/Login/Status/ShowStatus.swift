import Kernel

/// Shows who is logged in.
struct ShowStatus: Command, Equatable {
    static let configuration = CommandConfiguration(
        "status", summary: "Show who is logged in, where, and until when",
        discussion: "Asks the server, with one request, whether it accepts the credential. Shows no secret.",
        related: ["auth whoami", "login", "context list"],
        examples: [
            Example("status", "Show the login"), Example("status --offline", "Show what is known without a request"),
            Example("status --fields expires --no-header -o csv", "In a script"),
        ])
    static var fields: [String] { LoginStatus.columns.map(\.field) }

    @Flag(help: "Send no request; show only what the credential says")
    var offline = false

    func run(in context: Context) async throws {
        var status = try await LoginStatus(context)
        let failure = offline ? nil : try await status.check(in: context)
        try context.output.record(status, columns: LoginStatus.columns)
        if let failure { throw failure }
    }
}
