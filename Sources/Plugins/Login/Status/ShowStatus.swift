import Kernel

/// Tells who is logged in.
struct ShowStatus: Command, Equatable {
    static let configuration = CommandConfiguration(
        "status", summary: "Show who is logged in, where, until when and from which source",
        discussion: "Nothing is sent, and no secret is shown.", effect: .local,
        related: ["login", "context list"],
        examples: [Example("status", "Show it"), Example("status --fields expires --no-header -o csv", "In a script")])
    static var fields: [String] { LoginStatus.columns.map(\.field) }

    func run(in context: Context) async throws {
        try context.output.record(try await LoginStatus(context), columns: LoginStatus.columns)
    }
}
