#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Program {
    /// Runs the process's own command line and ends the process.
    public func main() -> Never {
        StandardStreams.occupyClosed()
        let arguments = soundArguments()
        let executor = MainThreadExecutor()
        let watch = SignalWatch()
        let task = Task(executorPreference: executor) {
            let code = await MainThreadExecutor.$current.withValue(executor) { await run(arguments, in: .process) }
            exit((code == .interrupted ? watch.exitCode ?? code : code).rawValue)
        }
        watch.start { task.cancel() }
        executor.run()
    }
}

extension Program {
    /// The words after the program's name; ends the process where one of them is no text.
    ///
    /// Swift would mend such a word, and a thing named by it would not be the one that was meant.
    private func soundArguments() -> [String] {
        let words = (1..<max(1, Int(CommandLine.argc))).map { index in
            CommandLine.unsafeArgv[index].flatMap { String(validatingCString: $0) }
        }
        guard let index = words.firstIndex(of: nil) else { return words.compactMap(\.self) }
        let mended = Array(CommandLine.arguments.dropFirst())
        let error = CommandError.usage(
            "word \(index + 1) after '\(name)' is not text in UTF-8: '\(mended[index].shortened)'")
        exit(ErrorReporter(.process, options: .salvaged(from: mended)).report(error).rawValue)
    }
}

extension World {
    /// The process's own streams, files, clock and network.
    static var process: World {
        let console = Console(
            input: StandardInput(), output: StandardSink.output, error: StandardSink.error, pager: ShellPager())
        return World(
            environment: .process, console: console.animated(by: ThreadMetronome()), files: LocalFileSystem(),
            clock: SystemClock(), openTransport: { CurlTransport(environment: $0.variables) })
    }
}

extension Environment {
    /// The process's variables and working directory.
    static var process: Environment {
        var variables = [String: String](minimumCapacity: 64)
        var entry = environ
        while let text = entry.pointee {
            if let sign = strchr(text, Int32(UInt8(ascii: "="))) {
                let name = String(decoding: UnsafeRawBufferPointer(start: text, count: sign - text), as: UTF8.self)
                if variables[name] == nil { variables[name] = String(cString: sign + 1) }
            }
            entry = entry.advanced(by: 1)
        }
        return Environment(variables: variables, workingDirectory: Folders.current)
    }
}
