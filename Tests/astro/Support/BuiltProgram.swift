import Foundation

/// The program as it was built for these tests, run as a process of its own.
struct BuiltProgram {
    /// What a finished process left behind.
    struct Outcome {
        let exitCode: Int32
        let stdout: String
        let stderr: String
    }

    /// The folder that stands in for `HOME`; nobody else uses it.
    let home: URL
    var variables: [String: String] = [:]

    init() throws {
        home = FileManager.default.temporaryDirectory.appending(path: "astro-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    }

    /// Where the build put the program: beside the tests themselves.
    static let executable: URL = {
        let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let folder = tests ?? URL(filePath: CommandLine.arguments[0])
        return folder.deletingLastPathComponent().appending(path: "astro")
    }()

    /// A process that is ready to run, in the test's own world.
    func process(_ arguments: [String], extra: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = home
        process.environment = ["HOME": home.path(), "PATH": "/usr/bin:/bin"].merging(variables) { $1 }
            .merging(extra) { $1 }
        return process
    }

    /// Runs to the end; stdin holds `input` or is at its end.
    func run(_ arguments: [String], input: String = "", extra: [String: String] = [:]) async throws -> Outcome {
        let process = process(arguments, extra: extra)
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        async let out = Self.readToEnd(stdout)
        async let err = Self.readToEnd(stderr)
        let (text, talk) = try await (out, err)
        process.waitUntilExit()
        return Outcome(exitCode: process.exitStatus, stdout: text, stderr: talk)
    }

    /// Runs a line of a shell that finds the program as `astro`.
    func shell(_ line: String, extra: [String: String] = [:]) async throws -> Outcome {
        let process = process([], extra: extra)
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", line]
        process.environment?["PATH"] = "\(Self.executable.deletingLastPathComponent().path()):/usr/bin:/bin"
        let (stdout, stderr) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (
            FileHandle.nullDevice, stdout, stderr
        )
        try process.run()
        async let out = Self.readToEnd(stdout)
        async let err = Self.readToEnd(stderr)
        let (text, talk) = try await (out, err)
        process.waitUntilExit()
        return Outcome(exitCode: process.exitStatus, stdout: text, stderr: talk)
    }

    private static func readToEnd(_ pipe: Pipe) async throws -> String {
        let handle = pipe.fileHandleForReading
        return try await withCheckedThrowingContinuation { continuation in
            // Reading blocks; a thread of its own keeps the tests' few from waiting.
            Thread.detachNewThread {
                continuation.resume(with: Result { String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self) })
            }
        }
    }
}

extension Process {
    /// The exit code, or 128 and the number of the signal as a shell tells it.
    var exitStatus: Int32 { terminationReason == .uncaughtSignal ? 128 + terminationStatus : terminationStatus }
}
