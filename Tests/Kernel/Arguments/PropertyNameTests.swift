@testable import Terminal
@testable import Kernel
import Testing

@Suite("A flag's name")
struct PropertyNameTests {
    struct Named: Command {
        static let configuration = CommandConfiguration("named", summary: "Named")
        @Option(help: "An ID") var organizationID: String?
        @Option(help: "Output") var cleanOutput: String?
        @Option(name: "kind", help: "Its kind") var typeOfThing: String?
        @Option(valueName: "DAYS", help: "How long") var expiration: Int?
        @Option(help: "How many") var count = 1
        @Flag(help: "Force") var force = false
        @Argument("TOKEN_ID", help: "Which") var id: String?
        func run(in context: Context) async throws {}
    }

    let definitions: [ArgumentDefinition]

    init() throws { definitions = try ArgumentSchema(of: Named()).definitions }

    @Test("is the property's name in lower case with dashes, or an explicit name")
    func names() {
        #expect(
            definitions.map(\.name)
                == ["organization-id", "clean-output", "kind", "expiration", "count", "force", "TOKEN_ID"])
    }

    @Test("has a placeholder for its value: explicit, the type's, or the name in capitals")
    func placeholders() {
        #expect(
            definitions.map(\.valueName) == ["ORGANIZATION_ID", "CLEAN_OUTPUT", "KIND", "DAYS", "N", "", "TOKEN_ID"])
    }

    @Test("appears in messages with its dashes, unlike a positional's name")
    func displayNames() {
        #expect(definitions.map(\.displayName).first == "--organization-id")
        #expect(definitions.map(\.displayName).last == "TOKEN_ID")
    }
}
