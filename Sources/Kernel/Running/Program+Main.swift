import Base
import CLibCurl
import HTTPClient
import OperatingSystem
import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Program {
    /// Runs the process's command line and ends the process.
    public func main() -> Never {
        StandardStreams.occupyClosed()
        MemorySecrecy.begin()
        LastWords.begin()
        let arguments = soundArguments()
        let executor = MainThreadExecutor()
        let interruption = Interruption()
        let watch = SignalWatch(interruption)
        let task = Task(executorPreference: executor) {
            let code = await MainThreadExecutor.$current.withValue(executor) {
                await Interruption.$current.withValue(interruption) {
                    await run(arguments, in: .process(service.names))
                }
            }
            // Without exit handlers: they would take down the TLS library under a thread that is still setting it up.
            _exit(code.rawValue)
        }
        watch.start { task.cancel() }
        executor.run()
    }
}

extension Program {
    /// Returns the words after the program's name, unchanged.
    private static func givenArguments() -> [UnsafeMutablePointer<CChar>] {
        var count: Int32 = 0
        if let words = process_arguments(&count) { return (1..<max(1, Int(count))).compactMap { words[$0] } }
        return (1..<max(1, Int(CommandLine.argc))).compactMap { CommandLine.unsafeArgv[$0] }
    }

    /// Returns the words after the program's name; ends the process if one of them isn't valid text.
    ///
    /// Swift would repair such a word, and it would name something else.
    private func soundArguments() -> [String] {
        let given = Self.givenArguments()
        let words = given.map { String(validatingCString: $0) }
        guard let index = words.firstIndex(of: nil) else { return words.compactMap(\.self) }
        let mended = given.map { String(cString: $0) }
        let error = CommandError.usage(
            "word \(index + 1) after '\(name)' is not text in UTF-8: '\(mended[index].shortened)'")
        _exit(report(error, .salvaged(from: mended), .process(service.names)).rawValue)
    }
}

extension World {
    /// The process's own streams, files, clock and network.
    static func process(_ names: ProgramNames) -> World {
        var console = Console(
            input: StandardInput(), output: StandardSink.output, error: StandardSink.error, pager: ShellPager())
        console.filter = InstalledJQ()
        var world = World(
            environment: .process(names), console: console.animated(by: ThreadMetronome()), files: LocalFileSystem(),
            clock: SystemClock(), openTransport: { $0.openTransport() })
        world.prepareTransport = { CurlTransport.prepare() }
        world.describeNetwork = { NetworkReport(for: $0, environment: $1.variables) }
        world.executable = Platform.executable
        world.processID = getpid()
        world.handOver = { path, words, variables in
            StandardStreams.handOn()
            return ProcessReplacement.run(path, words, adding: variables)
        }
        return world
    }
}

extension Environment {
    /// Returns the network, with the number of connections in a variable; an invalid number fails every request.
    fileprivate func openTransport() -> any HTTPTransport {
        guard let text = self[own: "HTTP_CONNECTIONS"] else { return CurlTransport(environment: variables) }
        guard let number = Int(text), (1...1000).contains(number) else {
            return RefusingTransport(
                error: .usage(
                    "\(names.variable("HTTP_CONNECTIONS")) is '\(text.shortened)', not a number from 1 to 1000; "
                        + "nothing was sent"))
        }
        return CurlTransport(environment: variables, connectionsPerHost: number)
    }
}

/// A network whose settings are invalid.
private struct RefusingTransport: HTTPTransport {
    let error: CommandError

    func send(_ request: HTTPRequest) async throws -> HTTPResponse { throw error }
}
