import Support
@testable import Base
@testable import Terminal
@testable import Kernel
@testable import OperatingSystem
import KernelTesting

/// Streams for inspection, and an output that writes to them.
struct Screen {
    let stdout: BufferSink
    let stderr: BufferSink
    let stdin: ScriptedInput
    let output: Output

    /// Streams of a terminal with a number of columns, or pipes.
    init(
        columns: Int? = nil, rows: Int? = nil, input: [String] = [], keys: [Key] = [],
        variables: [String: String] = [:], pager: (any Pager)? = nil, metronome: (any Metronome)? = nil,
        _ change: (inout OutputOptions) -> Void = { _ in }
    ) {
        stdout = BufferSink(columns: columns, rows: rows)
        stderr = BufferSink(columns: columns, rows: rows)
        stdin = ScriptedInput(input, keys: keys, isTerminal: columns != nil)
        var options = OutputOptions()
        change(&options)
        let console = Console(input: stdin, output: stdout, error: stderr, pager: pager)
        output = Output(
            console: metronome.map(console.animated) ?? console, options: options,
            environment: Environment(variables: variables, names: Service.test.names), clock: FixedClock())
    }

    /// A pipe for results in a format.
    init(_ format: OutputFormat, fields: String? = nil) {
        self.init { options in
            options.format = format
            options.fields = fields.flatMap(FieldList.init(argument:))?.names
        }
    }
}

/// A thing to list.
struct Fruit: Codable, Sendable {
    var id: String
    var name: String
    var weight: Int?
    var tags: [String] = []
    var origin: Origin?

    struct Origin: Codable, Sendable {
        let country: String
    }

    static let columns = [
        Column<Fruit>("id", "ID") { $0.id },
        Column<Fruit>("name", "NAME") { $0.name },
        Column<Fruit>("weight", "WEIGHT", .number) { $0.weight.map(String.init) ?? "" },
        Column<Fruit>("tags", "TAGS", shown: .never) { $0.tags.joined(separator: " ") },
        Column<Fruit>("origin", "ORIGIN", shown: .never) { $0.origin?.country ?? "" },
        Column<Fruit>("taste", "TASTE", shown: .never) { $0.name == "Lemon" ? "sour" : "" },
    ]

    static let apple = Fruit(
        id: "a", name: "Apple", weight: 150, tags: ["red", "round"], origin: Origin(country: "FR"))
    static let lemon = Fruit(id: "l", name: "Lemon")
}
