import Kernel
import KernelTesting
import Testing

@Suite("A secret that is shown once")
struct DeliveryTests {
    /// Delivers a secret of this name.
    struct Mint: Command {
        static let configuration = CommandConfiguration("mint", summary: "Make a secret", effect: .changes)
        static let fields = ["id", "secret"]
        @Argument("ID", help: "Its name") var id: String

        func run(in context: Context) async throws {
            try context.output.requireReader()
            let columns = [
                Column<[String: String]>("id", "ID") { $0["id"] ?? "" }, Column("secret", "S") { _ in "s3" },
            ]
            try context.deliver("s3\u{1B}", of: ["id": id], named: id, columns: columns)
        }
    }

    enum Minting: Plugin {
        static let manifest = PluginManifest("minting", summary: "Minting")
        static let commands: [any Command.Type] = [Mint.self]
    }

    var test: CommandTest {
        var test = CommandTest(Minting.self)
        test.allowsWriting = true
        return test
    }

    @Test("is alone on stdout, as it is, and nothing is kept")
    func piped() async throws {
        let result = try await test.run("mint t1")
        #expect(result.stdout == "s3\u{1B}\n")
        #expect(result.stderr == "")
        #expect(result.files == [:])
    }

    @Test("does not act on a terminal")
    func terminal() async throws {
        var test = test
        test.terminal = 80
        test.showsResultOnTerminal = true
        #expect(try await test.run("mint t1").stdout == "s3\\u{1b}\n")
    }

    @Test(
        "is within its record where a machine format or fields are asked for",
        arguments: [
            ("mint t1 -o jsonl", "{\"id\":\"t1\"}\n"), ("mint t1 --fields secret,id", "S   s3\nID  t1\n"),
            ("mint t1 -o csv", "id,secret\r\nt1,s3\r\n"),
        ])
    func formats(line: String, expected: String) async throws {
        #expect(try await test.run(line).stdout == expected)
    }

    @Test(
        "that stdout does not take is kept in a file, and it is exit 8 with the path",
        arguments: [
            ("", StreamError.closed, "its reader is gone"), (" --json", .system("No space left"), "No space left"),
            (" -o csv", .closed, "its reader is gone"),
        ])
    func kept(flags: String, failure: StreamError, words: String) async throws {
        var test = test
        test.stdoutFailure = failure
        let result = try await test.run("mint t1\(flags)")
        let path = "/home/test/.astro/recovery/t1"
        #expect(result.exitCode == .undelivered)
        #expect(result.files == [path: "s3\u{1B}\n"])
        #expect(result.stderr.contains("(\(words))"))
        #expect(result.stderr.contains("it was kept in \(path)"))
        #expect(result.stderr.contains("cat \(path)"))
        #expect(!result.stderr.contains("s3"))
    }

    @Test("that is kept stays in its folder, whatever it is called", arguments: ["../../x", "a/b", "..", "ä", "a b"])
    func hostileName(name: String) async throws {
        var test = test
        test.stdoutFailure = .closed
        let paths = try await test.run(["mint", name]).files.keys
        #expect(paths.count == 1)
        #expect(paths.allSatisfy { $0.split(separator: "/").count == 5 && !$0.contains("..") })
    }

    @Test("that neither stdout nor the disk takes is said to be lost")
    func lost() async throws {
        var test = test
        test.stdoutFailure = .closed
        test.writeFailure = FileError(.system("No space left on device"), path: "/home")
        let result = try await test.run("mint t1")
        #expect(result.exitCode == .undelivered)
        #expect(result.stderr.contains("nor kept in a file (/home: No space left on device); it is lost"))
        #expect(!result.stderr.contains("s3"))
    }
}
