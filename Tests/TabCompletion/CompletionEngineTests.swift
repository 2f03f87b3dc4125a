@testable import TabCompletion
import Kernel
import KernelTesting
import Testing

@Suite("Completions")
struct CompletionEngineTests {
    let test = Orchard.test()

    func offered(_ line: String) async throws -> [String] { try await test.completions(of: line).map(\.value) }

    static let common = [
        "--help", "--context", "--verbosity", "--quiet", "--output", "--json", "--fields", "--jq", "--no-header",
        "--no-color", "--utc", "--no-input", "--timeout", "--organization-id",
    ]

    @Test("are visible commands and groups by name, with their summaries")
    func commands() async throws {
        #expect(
            try await test.completions(of: "")
                == [Completion.Candidate("tree", "What grows tall"), Completion.Candidate("explain", "Explain it")])
        #expect(try await test.completions(of: "tr ") == [Completion.Candidate("plant", "Put it in")])
        #expect(try await offered("tr") == ["tree"])
        #expect(try await offered("--json -o csv tree --force ") == ["plant"])
    }

    @Test("have no invisible characters, and descriptions have blanks in their place")
    func invisibleCharacters() {
        #expect(Completion.Candidate("a\u{200B}", "x").presentable == nil)
        #expect(Completion.Candidate("a", "x\u{E0041}y").presentable?.description == "x y")
        #expect(Completion.Candidate("👩‍👧", "می‌خواهم").presentable?.description == "می‌خواهم")
    }

    @Test("are common flags before a command")
    func commonFlags() async throws {
        #expect(try await offered("-") == Self.common + ["-h", "-o", "-q"])
        #expect(try await offered("tree --") == Self.common)
        #expect(try await offered("tree --json --no-") == ["--no-header", "--no-color", "--no-input"])
    }

    @Test("are a command's flags, its own first, without hidden, given or excluded ones")
    func flags() async throws {
        let own = [
            "--garden-id", "--bed", "--row", "--season2", "--tag", "--plan", "--store", "--key", "--setting", "--water",
            "--no-water", "--force",
        ]
        #expect(try await offered("tree plant --") == own + Self.common)
        let left = try await offered("tree --force plant --tag spring -wg x --bed 1 --")
        #expect(left == ["--season2", "--tag", "--plan", "--store", "--key", "--setting"] + Self.common)
        #expect(try await offered("tree plant --no-water --wat") == [])
        #expect(try await offered("tree plant -f -").suffix(7) == ["-g", "-s", "-t", "-w", "-h", "-o", "-q"])
        #expect(try await test.completions(of: "tree plant --bed") == [Completion.Candidate("--bed", "Which bed")])
    }

    @Test(
        "are a flag's values after a space, an equals sign or its letter",
        arguments: [
            ("--season2 ", ["spring", "summer", "autumn"], ""), ("--season2=s", ["spring", "summer"], "--season2="),
            ("-s ", ["spring", "summer", "autumn"], ""), ("-ss", ["spring", "summer"], "-s"),
            ("-fs=a", ["autumn"], "-fs="), ("-fws", ["-fws"], ""), ("-f", ["-f"], ""),
            ("--force=", ["true", "false"], "--force="),
            ("--verbosity=de", ["debug"], "--verbosity="), ("-oj", ["json", "jsonl"], "-o"), ("--no-water=", [], ""),
            ("-sx", [], "-s"), ("-x", [], ""), ("--bed ", [], ""), ("--nope=", [], ""),
        ])
    func values(end: String, values: [String], stem: String) async throws {
        let line = "tree plant \(end)"
        #expect(try await offered(line) == values)
        #expect(try await test.completionReply(of: line).stem == stem)
    }

    @Test("are the values of a flag before its command")
    func earlyValues() async throws {
        #expect(try await offered("tree --season2 s") == ["spring", "summer"])
        #expect(try await offered("--context ") == ["toy"])
        #expect(try await offered("tree plant --organization-id ") == ["acme"])
    }

    @Test("are files and folders if a value is one, also after an @ for a file")
    func paths() async throws {
        func reply(_ line: String) async throws -> CompletionReply { try await test.completionReply(of: line) }
        #expect(try await reply("tree plant --plan x") == CompletionReply(content: .files))
        #expect(try await reply("tree plant --store=") == CompletionReply(content: .folders, stem: "--store="))
        #expect(try await reply("tree plant --key=@x") == CompletionReply(content: .files, stem: "--key=@"))
        #expect(try await reply("tree plant --key ") == .nothing)
    }

    @Test("are arguments by position, the last one repeatedly, and flags when none is left")
    func positionals() async throws {
        #expect(try await offered("tree plant oak s") == ["spring", "summer"])
        #expect(try await offered("tree plant oak --force spring a") == ["autumn"])
        #expect(try await offered("tree plant oak spring autumn summer a") == ["autumn"])
        #expect(try await offered("explain tree plant ") == [])
    }

    @Test("are only arguments after --")
    func terminated() async throws {
        #expect(try await offered("tree plant -- oak ") == ["spring", "summer", "autumn"])
        #expect(try await offered("tree plant -- oak --") == [])
        #expect(try await offered("tree plant oak -- --s") == [])
    }

    @Test("are the command's fields that the list does not have yet")
    func fields() async throws {
        let reply = try await test.completionReply(of: "tree plant --fields=name,h")
        #expect(reply.candidates.map(\.value) == ["id", "height"])
        #expect(reply.stem == "--fields=name,")
        #expect(reply.isOpen)
        #expect(try await offered("tree plant --fields ") == ["id", "name", "height"])
        #expect(try await offered("explain --fields ") == [])
    }

    @Test("are the words of a command's path")
    func commandPath() async throws {
        #expect(try await offered("explain ") == ["tree", "explain", "seasons"])
        #expect(try await offered("explain tr ") == ["plant"])
        #expect(try await offered("explain nonsense ") == [])
    }

    @Test(
        "are nothing if the line is already wrong",
        arguments: [
            "nonsense ", "tree nonsense ", "tree plant --bogus --", "--bogus ", "tree plant -x ",
            "tree plant --bed --force ",
            "-- ", "explain --force --", "tree plant --no-water=x --", "tree fell surplus ",
        ])
    func wrong(line: String) async throws { #expect(try await test.completionReply(of: line) == .nothing) }
}
