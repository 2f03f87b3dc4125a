public import Kernel

/// Runs commands as a person would type them, in an environment that the test describes.
///
/// ```swift
/// let test = CommandTest(GreetingPlugin.self)
/// let result = try await test.run("greeting greet Ada")
/// #expect(result.stdout == "Hello, Ada!\n")
/// ```
/// An embedded context needs no script: name its plugin as well, allow writing, and start each run with the files that
/// the previous one left.
///
/// ```swift
/// var test = CommandTest(GardenPlugin.self, SandboxPlugin.self)
/// test.allowsWriting = true
/// test.files = try await test.run("garden plant fern --context sandbox").files
/// #expect(try await test.run("garden list --context sandbox").stdout.contains("fern"))
/// ```
/// ``run(_:)-(String)`` throws if the command sends an unexpected request or runs an unexpected program, leaves out an
/// expected one, doesn't read all lines or keys of input, writes without permission, returns fields that it doesn't
/// declare, or gives a hint that has no action or names a command or option that the program doesn't have.
public struct CommandTest: Sendable {
    /// The program under test.
    public var program: Program
    /// Environment variables; `HOME` is `/home/test` unless set.
    public var variables: [String: String] = [:]
    /// The working directory.
    public var workingDirectory = "/work"
    /// The initial files, by absolute path.
    public var files: [String: String] = [:]
    /// The owner and mode of files and folders, by path; others are private to the user.
    public var statuses: [String: FileStatus] = [:]
    /// Whether the command may write files.
    public var allowsWriting = false
    /// The lines on stdin.
    public var input: [String] = []
    /// The keys that are pressed in prompts that read single keys, such as a list to choose from; without any, the
    /// terminal reads whole lines, and choices are made by number.
    public var keys: [Key] = []
    /// The width of the terminal on stdin and stderr; nil if they are pipes.
    public var terminal: Int?
    /// Whether stdout is that terminal as well.
    public var showsResultOnTerminal = false
    /// The error that every write to stdout fails with; nil if writes succeed.
    public var stdoutFailure: StreamError?
    /// The error that every allowed write to a file fails with; nil if writes succeed.
    public var writeFailure: FileError?
    /// The requests that the command is expected to send, and their responses.
    public var exchanges: [ScriptedTransport.Exchange] = []
    /// The clock.
    public var clock = FixedClock()
    /// The requests that the user's browser makes after a login, such as `/callback?code=c1&state={state}`, in order.
    public var callbacks: [String] = []
    /// Whether the user has a browser.
    public var hasBrowser = true
    /// The programs that the command is expected to run; see ``expectProgram(_:input:output:exitCode:)``.
    public var programs: [ScriptedPrograms.Run] = []
    /// The seed of the command's random values; the same seed produces the same values.
    public var randomSeed: UInt64 = 1

    /// Creates a test of these plugins in a program of a service, such as `.astro`.
    public init(_ service: Service, _ plugins: any Plugin.Type...) {
        program = Program(service, version: "0.0.0", summary: "A test", plugins: plugins)
    }

    /// Creates a test of these plugins in a program named `test` that belongs to no service.
    public init(_ plugins: any Plugin.Type...) {
        program = Program(name: "test", version: "0.0.0", summary: "A test", plugins: plugins)
    }

    /// The kernel's own folders and files, which need no permission.
    private var ownFolders: [String] {
        [state.recovery, state.locks, state.cache, state.auditLog]
    }

    private var state: StateFolder {
        let names = program.service.names
        let home = variables[names.variable("HOME")] ?? variables["HOME"] ?? "/home/test"
        return StateFolder(path: "\(home)/\(names.stateFolder)")
    }

    /// Adds an expected request and its response.
    ///
    /// - Parameters:
    ///   - target: The path and query; without a query, any query matches.
    ///   - body: The body as JSON, with keys in any order; nil matches any body.
    public mutating func expect(
        _ method: HTTPMethod, _ target: String, body: String? = nil, _ reply: ScriptedTransport.Reply
    ) {
        exchanges.append(ScriptedTransport.Exchange(method, target, body: body, reply))
    }

    /// Runs a command line, split into words as a shell would.
    public func run(_ line: String) async throws -> CommandResult { try await run(ShellWords.split(line)) }

    /// Runs a command, given as the words after the program's name.
    ///
    /// - Throws: ``UnmetExpectation`` if the command did anything that the test doesn't describe.
    public func run(_ words: [String]) async throws -> CommandResult {
        let transport = ScriptedTransport(exchanges)
        let output = BufferSink(columns: showsResultOnTerminal ? terminal : nil, failure: stdoutFailure)
        let error = BufferSink(columns: terminal)
        let lines = ScriptedInput(input, keys: keys, isTerminal: terminal != nil)
        let disk = InMemoryFileSystem(
            files, allowsWriting: allowsWriting, failure: writeFailure, ownFolders: ownFolders, statuses: statuses)
        var world = World(
            environment: Environment(
                variables: ["HOME": "/home/test"].merging(variables) { $1 }, workingDirectory: workingDirectory),
            console: Console(input: lines, output: output, error: error), files: disk, clock: clock,
            openTransport: { _ in transport })
        let check = ResultCheck()
        world.console.resultCheck = check
        let browser = ScriptedBrowser(callbacks: callbacks, isThere: hasBrowser)
        world.listen = { try browser.listen($0, $1) }
        world.openBrowser = { page, _ in browser.open(page) }
        let programs = ScriptedPrograms(programs)
        world.runProgram = { call, _, _ in try programs.run(call) }
        world.random = .seeded(randomSeed)
        let code = await program.run(words, in: world)
        if let difference = programs.difference {
            throw UnmetExpectation("the programs differ:\n\(difference)\nstderr: \(error.text)")
        }
        if let difference = transport.difference {
            throw UnmetExpectation("the requests differ:\n\(difference)\nstderr: \(error.text)")
        }
        if let complaint = check.complaints.first { throw UnmetExpectation(complaint) }
        if !lines.rest.isEmpty { throw UnmetExpectation("nobody read the input \(lines.rest)") }
        if !lines.restOfKeys.isEmpty { throw UnmetExpectation("nobody read the keys \(lines.restOfKeys)") }
        if !disk.refused.isEmpty { throw UnmetExpectation("nobody allowed writing to \(disk.refused)") }
        if let complaint = HintCheck.hints(in: error.text).compactMap(HintCheck(program).complaint).first {
            throw UnmetExpectation(complaint)
        }
        var files = disk.texts
        let audit = files.removeValue(forKey: state.auditLog)?.split(separator: "\n").map(String.init) ?? []
        return CommandResult(
            exitCode: code, stdout: output.text, stderr: error.text, requests: transport.requests, files: files,
            audit: audit, browser: browser, programs: programs.calls)
    }
}

/// A difference between what a command did and what the test describes.
public struct UnmetExpectation: Error, CustomStringConvertible {
    /// The difference, as a message.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// The result of running a command.
public struct CommandResult: Sendable {
    /// The exit code.
    public let exitCode: ExitCode
    /// Everything written to stdout.
    public let stdout: String
    /// Everything written to stderr.
    public let stderr: String
    /// Every request that was sent, in order.
    public let requests: [HTTPRequest]
    /// Every file after the run, by path, except the audit log.
    public let files: [String: String]
    /// The lines of the audit log, as JSON.
    public let audit: [String]
    /// The pages that the user's browser showed, and the responses to its callbacks.
    public let browser: ScriptedBrowser
    /// Every program that was run, in order.
    public let programs: [ProgramCall]
}
