import Kernel
import KernelTesting
import Testing

@Suite("What TAB offers")
struct CompletionEngineTests {
    let test = Orchard.test()

    func offered(_ line: String) async throws -> [String] { try await test.completions(of: line).map(\.value) }

    static let common = [
        "--help", "--context", "--organization-id", "--verbosity", "--output", "--json", "--fields", "--no-header",
        "--no-color", "--no-input", "--timeout",
    ]

    @Test("are commands and groups that people are told of, by their names, with their summaries")
    func commands() async throws {
        #expect(
            try await test.completions(of: "")
                == [Completion.Candidate("tree", "What grows tall"), Completion.Candidate("explain", "Explain it")])
        #expect(try await test.completions(of: "tr ") == [Completion.Candidate("plant", "Put it in")])
        #expect(try await offered("tr") == ["tree"])
        #expect(try await offered("--json -o csv tree --force ") == ["plant"])
    }

    @Test("are common flags before a command is named")
    func commonFlags() async throws {
        #expect(try await offered("-") == Self.common + ["-h", "-o"])
        #expect(try await offered("tree --") == Self.common)
        #expect(try await offered("tree --json --no-") == ["--no-header", "--no-color", "--no-input"])
    }

    @Test("are a command's flags, its own first, but for those that are hidden, given or excluded by one given")
    func flags() async throws {
        let own = [
            "--garden-id", "--bed", "--row", "--season2", "--tag", "--plan", "--store", "--key", "--setting", "--water",
            "--no-water", "--force",
        ]
        #expect(try await offered("tree plant --") == own + Self.common)
        let left = try await offered("tree --force plant --tag spring -wg x --bed 1 --")
        #expect(left == ["--season2", "--tag", "--plan", "--store", "--key", "--setting"] + Self.common)
        #expect(try await offered("tree plant --no-water --wat") == [])
        #expect(try await offered("tree plant -f -").suffix(6) == ["-g", "-s", "-t", "-w", "-h", "-o"])
        #expect(try await test.completions(of: "tree plant --bed") == [Completion.Candidate("--bed", "Which bed")])
    }

    @Test(
        "are a flag's values, after a space, an equals sign or the letter",
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

    @Test("are the values of a flag whose command is still to come")
    func earlyValues() async throws {
        #expect(try await offered("tree --season2 s") == ["spring", "summer"])
        #expect(try await offered("--context ") == ["toy"])
        #expect(try await offered("tree plant --organization-id ") == ["acme"])
    }

    @Test("are files and folders where a value is one, and behind an @ that stands for one")
    func paths() async throws {
        func reply(_ line: String) async throws -> CompletionReply { try await test.completionReply(of: line) }
        #expect(try await reply("tree plant --plan x") == CompletionReply(content: .files))
        #expect(try await reply("tree plant --store=") == CompletionReply(content: .folders, stem: "--store="))
        #expect(try await reply("tree plant --key=@x") == CompletionReply(content: .files, stem: "--key=@"))
        #expect(try await reply("tree plant --key ") == .nothing)
    }

    @Test("are arguments by their place, the last of them again and again, and flags when none is left")
    func positionals() async throws {
        #expect(try await offered("tree plant oak s") == ["spring", "summer"])
        #expect(try await offered("tree plant oak --force spring a") == ["autumn"])
        #expect(try await offered("tree plant oak spring autumn summer a") == ["autumn"])
        #expect(try await offered("explain tree plant ") == [])
    }

    @Test("are arguments alone behind --")
    func terminated() async throws {
        #expect(try await offered("tree plant -- oak ") == ["spring", "summer", "autumn"])
        #expect(try await offered("tree plant -- oak --") == [])
        #expect(try await offered("tree plant oak -- --s") == [])
    }

    @Test("are the fields of the command, but for those that the list has")
    func fields() async throws {
        let reply = try await test.completionReply(of: "tree plant --fields=name,h")
        #expect(reply.candidates.map(\.value) == ["id", "height"])
        #expect(reply.stem == "--fields=name,")
        #expect(reply.isOpen)
        #expect(try await offered("tree plant --fields ") == ["id", "name", "height"])
        #expect(try await offered("explain --fields ") == [])
    }

    @Test("are the words that lead to a command")
    func commandPath() async throws {
        #expect(try await offered("explain ") == ["tree", "explain"])
        #expect(try await offered("explain tr ") == ["plant"])
        #expect(try await offered("explain nonsense ") == [])
    }

    @Test(
        "are nothing where the line is wrong already",
        arguments: [
            "nonsense ", "tree nonsense ", "tree plant --bogus --", "--bogus ", "tree plant -x ",
            "tree plant --bed --force ",
            "-- ", "explain --force --", "tree plant --no-water=x --", "tree fell surplus ",
        ])
    func wrong(line: String) async throws { #expect(try await test.completionReply(of: line) == .nothing) }
}
