import Kernel
import Testing

@testable import Delivery

@Suite("Placeholders in destinations")
struct PlaceholderTests {
    static let names = ["bed.id", "bed.name", "garden.name"]

    static func filled(_ text: String, name: String = "roses") throws -> String {
        try Placeholders(of: "the bed", ["bed.id": "b1", "bed.name": name, "garden.name": ""])
            .filled(text, of: "--to-file")
    }

    @Test(
        "are replaced by their values, and other braces are kept",
        arguments: [
            ("out/{bed.id}", "out/b1"), ("{bed.name}-{bed.id}.txt", "roses-b1.txt"), ("plain", "plain"),
            ("{}", "{}"), ("{value: .}", "{value: .}"), ("{bed}", "{bed}"), ("{other id}", "{other id}"),
            ("{{bed.id}}", "{b1}"), ("{bed.id", "{bed.id"), ("-{bed.id}", "-b1"),
        ])
    func fills(text: String, result: String) throws {
        #expect(try Self.filled(text) == result)
    }

    @Test("keep any value in one word", arguments: ["a b", "$(id)", "'\"`", "a..b", "a;b|c", "naïve 部署"])
    func harmless(name: String) throws {
        #expect(try Self.filled("out/{bed.name}", name: name) == "out/\(name)")
    }

    @Test(
        "refuse a value that would become a folder, an option or nothing",
        arguments: ["../../etc", "..", ".", "a/b", "/", "-rf", "--help", "", "a\nb", "a\0b", "\u{1B}[31m"])
    func harmful(name: String) {
        #expect(throws: CommandError.self) { try Self.filled("out/{bed.name}", name: name) }
        #expect(throws: CommandError.self) { try Self.filled("{bed.name}", name: name) }
    }

    @Test(
        "detect a slash, a dash and a brace even if a combining mark follows",
        arguments: ["../\u{301}roses", "a/\u{301}b", "-\u{301}rf", "--\u{301}help", "/\u{301}", "..\r\n"])
    func combined(name: String) throws {
        #expect(throws: CommandError.self) { try Self.filled("out/{bed.name}", name: name) }
        #expect(throws: CommandError.self) { try Self.filled("{bed.name}", name: name) }
        #expect(try Self.filled("{bed.id}\u{301}/{bed.id}", name: name) == "b1\u{301}/b1")
        // The slash belongs to the path, whatever the name starts with.
        #expect(throws: CommandError.self) { try Self.filled("a/\u{301}/{bed.name}", name: "..") }
    }

    @Test("may begin with a dash after other text, or with two dots before it")
    func inside() throws {
        #expect(try Self.filled("bed{bed.name}", name: "-x") == "bed-x")
        #expect(try Self.filled("{bed.name}.txt", name: "..") == "...txt")
        #expect(throws: CommandError.self) { try Self.filled(".{bed.name}", name: ".") }
    }

    @Test(
        "name the unknown one",
        arguments: ["{bed.nmae}", "{bedname}", "{bed_name}", "{Bed.Name}", "{bed-name}", "{bd.name}", "{bde.name}"])
    func unknown(text: String) {
        let error = #expect(throws: CommandError.self) { try Self.filled("out/\(text)") }
        #expect(error?.exitCode == .usage)
        #expect(error?.message.hasSuffix("there is no placeholder \(text); did you mean {bed.name}?") == true)
    }

    @Test("list the known ones, where none is near")
    func far() {
        let error = #expect(throws: CommandError.self) { try Self.filled("out/{other.thing}") }
        #expect(error?.message.contains("there is no placeholder {other.thing}; use {") == true)
    }

    @Test(
        "leave other braces alone",
        arguments: [
            "{print}", "{}", "{", "}{", #"{"bed": "name"}"#, "{a,b}", "${HOME}", "${env.plot}", "%{http.code}", "{1.5}",
            "{.a}",
        ])
    func braces(text: String) throws { #expect(try Self.filled(text) == text) }

    @Test(
        "are refused in words that a program runs as code",
        arguments: [
            ["sh", "-c", "echo {bed.name}"], ["/bin/bash", "-ec", "echo {bed.name}"],
            ["bash", "-o", "pipefail", "-c", "x {bed.name}"], ["bash", "-c", "-x", "x {bed.name}"],
            ["env", "A=b", "sh", "-c", "x {bed.name}"], ["python3", "-c", "print('{bed.name}')"],
            ["python3.12", "-Ic", "print('{bed.name}')"], ["perl", "-ne", "{bed.name}"], ["perl", "-e{bed.name}"],
            ["node", "--eval", "{bed.name}"], ["node", "--eval={bed.name}"], ["ruby", "-e", "{bed.name}"],
            ["php", "-r", "{bed.name}"], ["eval", "x", "{bed.name}"], ["ssh", "host", "tee {bed.name}"],
            ["pwsh", "-Command", "x", "{bed.name}"], ["awk", "{bed.name}"], ["sed", "-e", "s/x/{bed.name}/"],
            ["{bed.name}"], ["{bed.id}", "x"], ["sudo", "su", "-c", "x {bed.name}"],
        ])
    func programText(words: [String]) {
        var plan = DeliveryPlan()
        plan.commands = [words]
        #expect(throws: CommandError.self) { try plan.requireSound(names: Self.names) }
    }

    @Test(
        "are accepted as words of a program, even after its code",
        arguments: [
            ["sh", "-c", "vault kv put \"$1\" token=-", "_", "{bed.name}"], ["vault", "kv", "put", "beds/{bed.name}"],
            ["python3", "store.py", "{bed.name}"], ["python3", "-c", "print(1)", "{bed.name}"],
            ["tee", "out/{bed.id}"],
            ["sh", "script.sh", "{bed.name}"],
        ])
    func words(words: [String]) throws {
        var plan = DeliveryPlan()
        plan.commands = [words]
        try plan.requireSound(names: Self.names)
    }

    @Test("distinguish several values in every destination, or the plan is refused")
    func apart() throws {
        func plan(_ change: (inout DeliveryOptions) -> Void) throws -> DeliveryPlan {
            var options = DeliveryOptions()
            change(&options)
            return try DeliveryPlan(options)
        }
        try plan { $0.toFile = ["out/{bed.id}"] }.requireApart(by: "bed.id", isStreamed: false)
        try plan { $0.toCommand = ["store --id {bed.id}"] }.requireApart(by: "bed.id", isStreamed: false)
        try plan { _ in }.requireApart(by: "bed.id", isStreamed: true)
        let refused: [DeliveryPlan] = [
            try plan { _ in }, try plan { $0.toFile = ["out"] }, try plan { $0.toFile = ["out/{bed.id}", "all"] },
            try plan { $0.toEnvFile = ["x:NAME"] }, try plan { $0.toCommand = ["store"] },
            try plan { $0.toFile = ["out/{bed.name}"] },
            try plan {
                $0.toFile = ["out/{bed.id}"]
                $0.toStdout = true
            },
            try plan {
                $0.toFile = ["out/{bed.id}"]
                $0.copy = true
            },
        ]
        for plan in refused {
            #expect(throws: CommandError.self) { try plan.requireApart(by: "bed.id", isStreamed: false) }
        }
        // A command that writes no value to stdout names no format as the remedy.
        let error = #expect(throws: CommandError.self) { try plan { _ in }.requireApart(by: "bed.id", isStreamed: nil) }
        #expect(error?.message == "several values need a destination with {bed.id}; nothing was changed")
    }
}
