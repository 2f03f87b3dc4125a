import Kernel

/// Answers scripts that turn off the official CLI's telemetry.
struct TellTelemetry: Command, Equatable {
    /// The requests of such scripts.
    enum Request: String, CaseIterable, ArgumentValue {
        case enable
        case disable
        case status
    }

    static let configuration = CommandConfiguration(
        "telemetry", summary: "Say whether anything is sent about how this program is used", effect: .local,
        isRepeatable: true, visibility: .hidden, examples: [Example("telemetry status", "Show that there is none")])
    static var fields: [String] { Answer.columns.map(\.field) }

    @Argument("REQUEST", help: "What to do; nothing changes, as there is no telemetry")
    var request: Request?

    func run(in context: Context) async throws {
        guard context.output.format.isTable, context.options.fields == nil else {
            return try context.output.record(Answer(), columns: Answer.columns)
        }
        try context.output.sentence("\(context.program.name) has no telemetry: it sends nothing about how it is used.")
    }

    private struct Answer: Encodable {
        let enabled = false

        static let columns = [Column<Answer>("enabled", "ENABLED") { String($0.enabled) }]
    }
}
