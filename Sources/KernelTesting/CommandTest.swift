public import Kernel

/// Runs commands as a person would type them, in a world that the test describes.
///
/// ```swift
/// let test = CommandTest(GreetingPlugin.self)
/// let result = try await test.run("greeting greet Ada")
/// #expect(result.stdout == "Hello, Ada!\n")
/// ```
/// An embedded context needs no script: name its plugin as well, allow writing, and let one run begin with the files
/// that the one before it left.
///
/// ```swift
/// var test = CommandTest(GardenPlugin.self, SandboxPlugin.self)
/// test.allowsWriting = true
/// test.files = try await test.run("garden plant fern --context sandbox").files
/// #expect(try await test.run("garden list --context sandbox").stdout.contains("fern"))
/// ```
/// A request that the test did not expect, one that it expected in vain, a line or key of input that nobody read, and a
/// write that it did not allow make ``run(_:)-(String)`` throw.
public struct CommandTest: Sendable {
    /// The program under test.
    public var program: Program
    /// Variables; `HOME` is `/home/test` unless set.
    public var variables: [String: String] = [:]
    /// The working directory.
    public var workingDirectory = "/work"
    /// Files by their absolute paths, to begin with.
    public var files: [String: String] = [:]
    /// Whether the command may write files.
    public var allowsWriting = false
    /// The lines on stdin.
    public var input: [String] = []
    /// The keys that are pressed where single keys are read, as in a list to choose from; without any, the terminal
    /// is one that gives lines alone, and choices are made by their number.
    public var keys: [Key] = []
    /// The width of the terminal that stdin and stderr are; nil where they are pipes.
    public var terminal: Int?
    /// Whether stdout is that terminal, too.
    public var showsResultOnTerminal = false
    /// How every write to stdout fails, if it does.
    public var stdoutFailure: StreamError?
    /// How every write to a file that is allowed fails, if it does.
    public var writeFailure: FileError?
    /// The requests that the command will send.
    public var exchanges: [ScriptedTransport.Exchange] = []
    /// The time of day.
    public var clock = FixedClock()
    /// Where the person's browser comes back to after a login, such as `/callback?code=c1&state={state}`, each in turn.
    public var callbacks: [String] = []
    /// Whether there is a browser at all.
    public var hasBrowser = true

    /// Tests commands of these plugins.
    public init(_ plugins: any Plugin.Type...) {
        program = Program(name: "astro", version: "0.0.0", summary: "A test", plugins: plugins)
    }

    /// Where the kernel keeps what is under way.
    private var ownFolders: [String] {
        ["recovery", "locks", "cache"].map { "\(state)/\($0)" } + [auditLog]
    }

    private var auditLog: String { "\(state)/audit.jsonl" }

    private var state: String { "\(variables["ASTRO_HOME"] ?? variables["HOME"] ?? "/home/test")/.astro" }

    /// Expects a request and answers it.
    ///
    /// - Parameters:
    ///   - target: The path and the query; a query left out matches any.
    ///   - body: The body as JSON, whatever the order of its keys; nil where any will do.
    public mutating func expect(
        _ method: HTTPMethod, _ target: String, body: String? = nil, _ reply: ScriptedTransport.Reply
    ) {
        exchanges.append(ScriptedTransport.Exchange(method, target, body: body, reply))
    }

    /// Runs a command line as a shell would split it.
    public func run(_ line: String) async throws -> CommandResult { try await run(ShellWords.split(line)) }

    /// Runs the words after the program's name.
    ///
    /// - Throws: ``UnmetExpectation`` when the command did otherwise than the test described.
    public func run(_ words: [String]) async throws -> CommandResult {
        let transport = ScriptedTransport(exchanges)
        let output = BufferSink(columns: showsResultOnTerminal ? terminal : nil, failure: stdoutFailure)
        let error = BufferSink(columns: terminal)
        let lines = ScriptedInput(input, keys: keys, isTerminal: terminal != nil)
        let disk = InMemoryFileSystem(
            files, allowsWriting: allowsWriting, failure: writeFailure, ownFolders: ownFolders)
        var world = World(
            environment: Environment(
                variables: ["HOME": "/home/test"].merging(variables) { $1 }, workingDirectory: workingDirectory),
            console: Console(input: lines, output: output, error: error), files: disk, clock: clock,
            openTransport: { _ in transport })
        let browser = ScriptedBrowser(callbacks: callbacks, isThere: hasBrowser)
        world.listen = { try browser.listen($0, $1) }
        world.openBrowser = { page, _ in browser.open(page) }
        let code = await program.run(words, in: world)
        if let difference = transport.difference {
            throw UnmetExpectation("the requests differ:\n\(difference)\nstderr: \(error.text)")
        }
        if !lines.rest.isEmpty { throw UnmetExpectation("nobody read the input \(lines.rest)") }
        if !lines.restOfKeys.isEmpty { throw UnmetExpectation("nobody read the keys \(lines.restOfKeys)") }
        if !disk.refused.isEmpty { throw UnmetExpectation("nobody allowed writing to \(disk.refused)") }
        var files = disk.texts
        let audit = files.removeValue(forKey: auditLog)?.split(separator: "\n").map(String.init) ?? []
        return CommandResult(
            exitCode: code, stdout: output.text, stderr: error.text, requests: transport.requests, files: files,
            audit: audit, browser: browser)
    }
}

/// What a command did otherwise than a test described.
public struct UnmetExpectation: Error, CustomStringConvertible {
    /// The difference, in words.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// What a command left behind.
public struct CommandResult: Sendable {
    /// How it ended.
    public let exitCode: ExitCode
    /// All that it wrote to stdout.
    public let stdout: String
    /// All that it wrote to stderr.
    public let stderr: String
    /// Every request that it sent, in order.
    public let requests: [HTTPRequest]
    /// Every file afterwards, by path, but for the log of changes.
    public let files: [String: String]
    /// The lines of the log of changes on the server, as JSON.
    public let audit: [String]
    /// What the person's browser was shown and told.
    public let browser: ScriptedBrowser
}
