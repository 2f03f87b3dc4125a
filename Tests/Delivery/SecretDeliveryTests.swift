@testable import Base
@testable import Terminal
@testable import Kernel
@testable import Delivery
@testable import OperatingSystem
import KernelTesting
import Support
import Testing

@Suite("A secret that is shown once")
struct SecretDeliveryTests {
    /// Creates a secret with this name, or fails in a given way.
    struct Mint: Command {
        static let configuration = CommandConfiguration("mint", summary: "Make a secret", effect: .changes)
        static let fields = ["id", "secret"]
        @Argument("ID", help: "Its name") var id: String
        @Option(help: "How it fails: refused, unknown, unverified") var failing: String?
        @Option(help: "How its adoption fails: before, after") var adopting: String?
        @OptionGroup var delivery: DeliveryOptions

        private struct Lost: UnknownOutcome, CommandErrorConvertible {
            let commandError = CommandError(.network, "the answer was lost")
        }

        func run(in context: Context) async throws {
            let delivery = try SecretDelivery(delivery, in: context)
            let columns = [
                Column<[String: String]>("id", "ID") { $0["id"] ?? "" },
                Column("secret", "S") { $0["secret"] ?? "" },
            ]
            let issue = SecretIssue(name: id, subject: "the coin \(id)", step: "minting", remedy: .command("mint", id))
            let verify = { @Sendable (_: IssuedSecret<[String: String]>) async throws in
                if failing == "unverified" { throw CommandError(.unauthorized, "not accepted") }
            }
            let adoption = SecretAdoption(
                label: "the purse", remedy: .command("mint", "purse"),
                check: {
                    if adopting == "before" { throw CommandError(.failure, "it is sewn up", hint: "try another") }
                },
                adopt: { secret in
                    let kept = try context.files.read("/home/test/.astro/recovery/\(id).json")
                    let text = kept.map { String(decoding: $0, as: UTF8.self) } ?? ""
                    context.output.notice("kept before: \(text.contains(#"s3\u001b"#))")
                    if adopting == "after" { throw CommandError(.failure, "it has a hole") }
                })
            try await delivery.issue(
                issue, columns: columns, adoption: adopting == nil ? nil : adoption, verify: verify
            ) { earlier in
                if failing == "refused" { throw CommandError(.unauthorized, "not allowed") }
                if failing == "unknown" { throw Lost() }
                if let earlier { context.output.notice("before: \(earlier.step) \(earlier.secret ?? "nothing")") }
                return IssuedSecret(
                    "s3\u{1B}", of: ["id": id, "secret": "s3\u{1B}"], without: ["id": id], id: id,
                    subject: "the coin \(id)")
            }
        }
    }

    enum Minting: Plugin {
        static let manifest = PluginManifest("minting", summary: "Minting")
        static let mounts = [Mount(commands: [Mint.self])]
    }

    let kept = "/home/test/.astro/recovery/t1.json"
    var test: CommandTest { CommandTest(.test, Minting.self) }

    @Test("is alone on stdout, unchanged, and no record is kept")
    func piped() async throws {
        let result = try await test.run("mint t1")
        #expect(result.stdout == "s3\u{1B}\n")
        #expect(result.stderr == "")
        #expect(result.files == [:])
    }

    @Test("sends no escape to a terminal")
    func terminal() async throws {
        var test = test
        test.terminal = 80
        test.showsResultOnTerminal = true
        #expect(try await test.run("mint t1").stdout == "s3\\u{1b}\n")
    }

    @Test(
        "is part of its record in machine formats and with --fields",
        arguments: [
            ("mint t1 -o jsonl --fields id", "{\"id\":\"t1\"}\n"),
            ("mint t1 --fields id,secret", "ID  t1\nS   s3\\u{1b}\n"),
            ("mint t1 -o csv", "id,secret\r\nt1,s3\\u{1b}\r\n"),
        ])
    func formats(line: String, expected: String) async throws {
        #expect(try await test.run(line).stdout == expected)
    }

    @Test(
        "that stdout does not accept is kept, with exit 8, the path and what to do",
        arguments: [
            ("", StreamError.closed, "its reader is gone"), (" --json", .system("No space left"), "No space left"),
            (" -o csv", .closed, "its reader is gone"),
        ])
    func undelivered(flags: String, failure: StreamError, words: String) async throws {
        var test = test
        test.stdoutFailure = failure
        let result = try await test.run("mint t1\(flags)")
        #expect(result.exitCode == .undelivered)
        #expect(result.files[kept]?.contains(#""secret":"s3\u001b""#) == true)
        #expect(
            result.stderr.contains(
                "the value of the coin t1 was not delivered: stdout: \(words). It is saved in \(kept)"))
        #expect(result.stderr.contains("astro mint t1"))
        #expect(!result.stderr.contains("s3"))
    }

    @Test("is kept inside its folder, whatever its name contains", arguments: ["../../x", "a/b", "..", "ä", "a b"])
    func hostileName(name: String) async throws {
        var test = test
        test.stdoutFailure = .closed
        let paths = try await test.run(["mint", name]).files.keys
        #expect(paths.count == 1)
        #expect(paths.allSatisfy { $0.split(separator: "/").count == 5 && !$0.contains("..") })
    }

    @Test("is not requested if it could not be kept")
    func nowhereToKeep() async throws {
        var test = test
        test.writeFailure = FileError(.system("No space left on device"), path: "/home")
        let result = try await test.run("mint t1")
        #expect(result.exitCode == .failure)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("/home: No space left on device); nothing was changed"))
    }

    @Test("that the server refuses leaves no record")
    func refused() async throws {
        let result = try await test.run("mint t1 --failing refused")
        #expect(result.exitCode == .unauthorized)
        #expect(result.files == [:])
    }

    @Test("whose creation is in doubt is recorded, and the next run says so")
    func unknown() async throws {
        let result = try await test.run("mint t1 --failing unknown")
        #expect(result.exitCode == .network)
        let left = try #require(result.files[kept])
        #expect(!left.contains("secret"))
        var next = test
        next.files[kept] = left
        let second = try await next.run("mint t1")
        #expect(second.stderr == "before: minting nothing\n")
        #expect(second.files == [:])
    }

    @Test("is not requested if its next user could not store it")
    func unadoptable() async throws {
        let result = try await test.run("mint t1 --adopting before")
        #expect(result.exitCode == .failure)
        #expect(result.stdout == "")
        #expect(result.files == [:])
        #expect(result.stderr.contains("the purse could not take the new value: it is sewn up; nothing was changed"))
        #expect(result.stderr.contains("hint: try another"))
    }

    @Test("is in its record before anything else gets it, and is delivered even if it is not adopted")
    func notAdopted() async throws {
        let result = try await test.run("mint t1 --adopting after")
        #expect(result.exitCode == .success)
        #expect(result.stdout == "s3\u{1B}\n")
        #expect(
            result.stderr.hasPrefix("kept before: true\nwarning: the purse could not take the new value of the coin t1")
        )
        #expect(result.stderr.contains("it has a hole"))
        #expect(result.stderr.contains("hint: astro mint purse"))
        #expect(result.files == [:])
    }

    @Test("left half-written by a power cut counts as not received")
    func torn() async throws {
        let note = try #require(try await test.run("mint t1 --failing unknown").files[kept])
        let first = try #require(note.split(separator: "\n").first)
        var next = test
        next.files[kept] = "\(first)\n\(first.dropLast(9))\n\n\n\n"
        #expect(try await next.run("mint t1").stderr == "before: minting nothing\n")
        next.files[kept] = "\(first)\n\(first.dropLast())\(#","secret":"s1"}"#)\n\n\n\n"
        #expect(try await next.run("mint t1").stderr == "before: minting s1\n")
    }

    @Test("is kept in the space that its record reserved, even on a full disk")
    func keptInPlace() async throws {
        let note = try #require(try await test.run("mint t1 --failing unknown").files[kept])
        var next = test
        next.files[kept] = note
        next.stdoutFailure = .closed
        let left = try #require(try await next.run("mint t1").files[kept])
        #expect(left.utf8.count == note.utf8.count)
        #expect(left.contains(#""secret":"s3\u001b""#))
    }

    @Test(
        "with a malformed record is requested anyway, and the record is set aside", arguments: ["", "{", "[]"])
    func unreadable(content: String) async throws {
        var test = test
        test.files[kept] = content
        let result = try await test.run("mint t1")
        #expect(result.stdout == "s3\u{1B}\n")
        #expect(result.files.count == 1 && result.files.first?.value == content)
        #expect(result.stderr.contains("is now called \(kept)."), "\(result.stderr)")
    }

    @Test("that fails verification is kept and not delivered")
    func unverified() async throws {
        let result = try await test.run("mint t1 --failing unverified")
        #expect(result.exitCode == .undelivered)
        #expect(result.stdout == "")
        #expect(result.files[kept]?.contains("s3") == true)
        #expect(result.stderr.contains("the new value was not accepted: not accepted"))
    }

    @Test("goes to files instead of stdout, or to both on request")
    func file() async throws {
        var test = test
        test.allowsWriting = true
        let result = try await test.run("mint t1 --to-file out --to-file /run/other")
        #expect(result.stdout == "")
        #expect(result.files == ["/work/out": "s3\u{1B}", "/run/other": "s3\u{1B}"])
        #expect(try await test.run("mint t1 --to-file out --to-stdout").stdout == "s3\u{1B}\n")
    }

    @Test("is not in a record on stdout if it goes elsewhere")
    func recordWithoutSecret() async throws {
        var test = test
        test.allowsWriting = true
        let result = try await test.run("mint t1 --to-file out -o jsonl")
        #expect(result.stdout == "{\"id\":\"t1\"}\n")
    }

    @Test("is not requested if a destination could not take it")
    func uncheckedDestination() async throws {
        var test = test
        test.allowsWriting = true
        test.writeFailure = FileError(.link, path: "/work/out")
        let result = try await test.run("mint t1 --to-file out")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.contains("the file /work/out could not take a value"))
        #expect(result.stderr.contains("nothing was changed"))
        #expect(result.files == [:])
    }

    @Test(
        "is not requested with contradictory or invalid destinations",
        arguments: [
            "--to-github-env X --to-stdout", "--to-github-env 1X", "--to-env-file .env:A-B", "--to-command ' '",
            "--to-file ''",
        ])
    func usage(flags: String) async throws {
        #expect(try await test.run("mint t1 \(flags)").exitCode == .usage)
    }

    @Test("sets a variable of a dotenv file and of a GitHub job, which hides it first")
    func variables() async throws {
        var test = test
        test.allowsWriting = true
        test.variables["GITHUB_ENV"] = "/runner/env"
        test.files = ["/work/.env": "A=1 # one\nTOKEN='old'\nB=2\n", "/runner/env": "X=1"]
        let result = try await test.run("mint t1 --to-env-file .env:TOKEN --to-env-file new.env --to-github-env TOKEN")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.stdout == "::add-mask::s3\u{1B}\n")
        #expect(result.files["/work/.env"] == "A=1 # one\nTOKEN='s3\u{1B}'\nB=2\n")
        #expect(result.files["/work/new.env"] == "ASTRO_API_TOKEN='s3\u{1B}'\n")
        let lines = try #require(result.files["/runner/env"]).split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0] == "X=1")
        #expect(lines[1].hasPrefix("TOKEN<<value_"))
        #expect(lines[2] == "s3\u{1B}")
        #expect("TOKEN<<\(lines[3])" == String(lines[1]))
    }
}
