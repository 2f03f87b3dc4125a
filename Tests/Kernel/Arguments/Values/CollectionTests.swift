import Foundation
import KernelTesting
import Testing

@testable import Base
@testable import Kernel
@testable import OperatingSystem

@Suite("Several values of one argument")
struct CollectionTests {
    struct Stock: Command, Equatable {
        static let configuration = CommandConfiguration(
            "stock", summary: "Stock the shed", examples: [Example("stock --tag a --tag b", "Stock it")])

        @Option(help: "What it is called", validate: .notEmpty) var tag: Set<String>
        @Option(help: "How many of each") var count: [String: Int] = ["rakes": 2]
        @Option(help: "Notes by topic") var note: [String: String] = [:]
        @Option(help: "Where to buy them") var shop: URL?
        @Option(help: "Which days") var day = [1, 15]
        func run(in context: Context) async throws {}
    }

    enum Shed: Plugin {
        static let manifest = PluginManifest("shed", summary: "Keep tools")
        static let mounts = [Mount(commands: [Stock.self])]
    }

    func read(_ words: [String]) throws(CommandError) -> Stock {
        try CommandReader.read(
            Stock.self, ["--tag", "x"] + words, Registry([]).common, environment: Environment(), subject: "it"
        ).command
    }

    func error(_ words: [String]) -> CommandError? {
        do throws(CommandError) {
            _ = try read(words)
            return nil
        } catch {
            return error
        }
    }

    @Test("in a set are kept once each")
    func set() throws {
        #expect(try read(["--tag", "b", "--tag", "a", "--tag", "b"]).tag == ["a", "b", "x"])
    }

    @Test("in a dictionary are kept by key, the last of each, and the value may have an equals sign")
    func dictionary() throws {
        let stock = try read(["--count", "a=1", "--count=a=2", "--count", "b=3", "--note", "url=a=b", "--note", "e="])
        #expect(stock.count == ["a": 2, "b": 3])
        #expect(stock.note == ["url": "a=b", "e": ""])
    }

    @Test(
        "in a dictionary are refused without a key, without an equals sign, and with a value of another type",
        arguments: [
            ("--note", "x", "is not KEY=VALUE"), ("--note", "=x", "is not KEY=VALUE"),
            ("--count", "a=x", "is not KEY=VALUE, where VALUE is a whole number"),
        ])
    func malformed(flag: String, word: String, complaint: String) {
        #expect(error([flag, word])?.message == "\(flag): '\(word)' \(complaint)")
    }

    @Test("may be URLs, which need a scheme and a host", arguments: ["", "x", "//x", "https://", "x:y", "http://a b/"])
    func url(word: String) throws {
        #expect(try read(["--shop", "https://example.com/a?b=c"]).shop?.absoluteString == "https://example.com/a?b=c")
        #expect(
            error(["--shop=\(word)"])?.message
                == "--shop: '\(word)' is not a URL such as https://example.com/path")
    }

    @Test("of a collection without a default are missing if there are none, and help says one or more")
    func required() async throws {
        let test = CommandTest(Shed.self)
        let result = try await test.run("stock")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.hasPrefix("error: missing --tag: What it is called\n"))
        let help = try await test.run("stock --help").stdout
        #expect(help.contains("test stock --tag TAG [FLAGS]\n"))
        #expect(help.contains("--tag TAG          What it is called (one or more)"), "\(help)")
        #expect(help.contains("--count KEY=VALUE  How many of each (default: rakes=2; may be repeated)"), "\(help)")
        #expect(help.contains("--day N            Which days (default: 1, 15; may be repeated)"), "\(help)")
    }
}
