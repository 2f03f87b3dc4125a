import Base
import Catalog
import Kernel
import Testing

@Suite("The tools that agents are offered")
struct ToolDescriptionTests {
    let tools = Meadow.program.registry.tools()

    @Test("are the commands that talk to the server, with underscores for names")
    func names() { #expect(tools.map(\.name) == ["garden_look_at", "garden_sow"]) }

    @Test("accept neither a path nor a flag that answers a question")
    func inputs() {
        #expect(tools[0].inputs.map(\.name) == ["plant", "bed", "row", "wild", "fields"])
        #expect(tools[1].inputs.map(\.name) == [])
        #expect(tools[1].asksItself && !tools[0].asksItself)
    }

    @Test("have no field that contains a secret")
    func fields() { #expect(tools[0].fields == ["name"]) }

    @Test("turn arguments in JSON into words by property path")
    func words() throws {
        let given: JSONValue = ["plant": "fern", "row": 3, "wild": true, "fields": ["name"]]
        let words = try tools[0].words(of: try #require(given.members))
        #expect(words == ["plant": ["fern"], "row": ["3"], "wild": ["true"], "fields": ["name"]])
    }

    @Test(
        "refuse unknown arguments, and arguments of the wrong type",
        arguments: [
            (["plan": "x"], "garden_look_at has no argument 'plan'"), (["plant": 1], "'plant' must be a string"),
            (["row": "3"], "'row' must be an integer"), (["row": .number(3.5)], "'row' must be an integer"),
            (["plant": "a\0b"], "'plant' must not hold a character of code 0"),
        ] as [(JSONValue, String)])
    func hostileArguments(given: JSONValue, message: String) throws {
        let members = try #require(given.members)
        let error = #expect(throws: CommandError.self) { try tools[0].words(of: members) }
        #expect(error?.message == message)
    }

    @Test(
        "recognize secrets by the names of their fields",
        arguments: [
            ("token", true), ("accessToken", true), ("client_secret", true), ("apiKey", true), ("shortToken", false),
            ("isSecret", false), ("tokenId", false), ("name", false),
        ])
    func secrets(name: String, isSecret: Bool) { #expect(SecretField.matches(name) == isSecret) }
}
