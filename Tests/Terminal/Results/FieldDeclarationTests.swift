import KernelTesting
import Testing

@testable import Terminal

@Suite("Columns as the declaration of fields")
struct FieldDeclarationTests {
    /// A key with a lock's secret.
    struct Lock: Encodable, Sendable {
        let id = "l1"
        var code: String? = "4711"
        let maker = "nobody asked"

        static let columns = [
            Column<Lock>("id", "ID") { $0.id },
            Column<Lock>("code", "CODE", isSecret: true) { $0.code ?? "" },
            Column<Lock>("length", "LENGTH", .number, shown: .never, isDerived: true) { String($0.code?.count ?? 0) },
        ]
    }

    func list(_ format: OutputFormat, fields: String? = nil, _ lock: Lock = Lock()) throws -> String {
        let screen = Screen(format, fields: fields)
        try screen.output.list([lock], key: "locks", columns: Lock.columns, none: "None.")
        return screen.stdout.text
    }

    func record(_ format: OutputFormat, fields: String? = nil) throws -> String {
        let screen = Screen(format, fields: fields)
        try screen.output.record(Lock(), columns: Lock.columns)
        return screen.stdout.text
    }

    @Test("mask a secret in every format", arguments: OutputFormat.allCases)
    func masked(format: OutputFormat) throws {
        for text in [try list(format), try record(format)] {
            #expect(text.contains("********"), "\(text)")
            #expect(!text.contains("4711"), "\(text)")
        }
    }

    @Test("show a secret that --fields names", arguments: OutputFormat.allCases)
    func asked(format: OutputFormat) throws {
        for text in [try list(format, fields: "id,code"), try record(format, fields: "code")] {
            #expect(text.contains("4711") && !text.contains("********"), "\(text)")
        }
        #expect(try !list(format, fields: "id").contains("********"))
    }

    @Test("leave out anything that a row encodes but no column declares", arguments: OutputFormat.allCases)
    func undeclared(format: OutputFormat) throws {
        #expect(try !list(format).contains("maker") && !record(format).contains("nobody asked"))
    }

    @Test("mask nothing if there is no secret")
    func absent() throws {
        #expect(try list(.csv, Lock(code: nil)) == "id,code\r\nl1,\r\n")
        #expect(try list(.jsonl, Lock(code: nil)) == #"{"id":"l1","length":0}"# + "\n")
    }

    @Test("give machine formats what a row doesn't encode, with or without --fields")
    func derived() throws {
        #expect(try list(.jsonl) == #"{"id":"l1","code":"********","length":4}"# + "\n")
        #expect(try list(.jsonl, fields: "length") == #"{"length":4}"# + "\n")
    }

    @Test(
        "are not needed for plain text",
        arguments: [
            (OutputFormat.table, "a \"b\": c\n"), (.wide, "a \"b\": c\n"), (.csv, "\"a \"\"b\"\": c\"\r\n"),
            (.json, "\"a \\\"b\\\": c\"\n"), (.jsonl, "\"a \\\"b\\\": c\"\n"), (.yaml, "\"a \\\"b\\\": c\"\n"),
        ])
    func text(format: OutputFormat, expected: String) throws {
        let screen = Screen(format)
        try screen.output.text("a \"b\": c")
        #expect(screen.stdout.text == expected)
    }
}
