import AstroAPI
import Foundation
import Support
import Testing

@testable import Sandbox

/// The machines of a CI system: each job runs on a new one, which is gone once the job ends.
final class FleetMachines: Sendable {
    let sandbox: ServedSandbox
    /// What outlives a job: artifacts, caches, the repository, and the system that receives the values.
    private let lasting: TemporaryFolder

    init(tokens: Int) async throws {
        sandbox = try await ServedSandbox(tokens: tokens)
        lasting = try TemporaryFolder()
        for name in ["values", "stored", "bin", "deadly"] {
            try FileManager.default.createDirectory(at: folder(name), withIntermediateDirectories: false)
        }
        let policy = """
            version: 1
            rules:
              - name: all
                select: {match: "Generated*"}
                deliver: [{command: [store-value, "{token.id}"]}]
            """
        try Data(policy.utf8).write(to: folder("tokens.yaml"))
        let values = folder("values").path()
        try write("bin/store-value", "cat >'\(values)'/.$1.$$ && mv '\(values)'/.$1.$$ '\(values)'/$1")
        // Once some tokens are done, the machine dies: neither the program nor its script can do anything more.
        let program = BuiltProgram.executable.path()
        try write(
            "deadly/astro",
            """
            '\(program)' "$@" & child=$!
            while [ "$(find receipts -name '*.json' ! -name probe.json | wc -l)" -lt 2 ]; do
                kill -0 $child || exit 99
                sleep 0.02
            done
            kill -9 $child $PPID
            """)
    }

    private func folder(_ name: String) -> URL { lasting.url.appending(path: name) }

    private func write(_ name: String, _ script: String) throws {
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: folder(name))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder(name).path())
    }

    /// Returns a new machine with the repository on it; the job works in its home.
    func machine() throws -> BuiltProgram {
        var machine = try sandbox.client()
        machine.variables["ASTRO_API_TOKEN"] = nil
        try FileManager.default.copyItem(at: folder("tokens.yaml"), to: machine.home.appending(path: "tokens.yaml"))
        return machine
    }

    /// Runs a script with options of bash on a machine, which may be one that dies soon.
    func run(
        _ script: String, _ options: [String], on machine: BuiltProgram, _ variables: [String: String], dies: Bool
    ) async throws -> BuiltProgram.Outcome {
        let file = machine.home.appending(path: "script.sh")
        try Data(script.utf8).write(to: file)
        var shell = machine.program(options + [file.path()], extra: variables)
        shell.executable = "/bin/bash"
        let program = BuiltProgram.executable.deletingLastPathComponent()
        let folders = (dies ? [folder("deadly")] : []) + [program, folder("bin")]
        shell.variables["PATH"] = (folders.map { $0.path() } + ["/usr/bin", "/bin"]).joined(separator: ":")
        return try await machine.finish(shell, input: "")
    }

    /// Saves a file or folder of a machine under a name; false if the machine does not have it.
    @discardableResult
    func store(_ path: String, of machine: BuiltProgram, as name: String) throws -> Bool {
        let (source, target) = (machine.home.appending(path: path), folder("stored").appending(path: name))
        guard FileManager.default.fileExists(atPath: source.path()) else { return false }
        try? FileManager.default.removeItem(at: target)
        try FileManager.default.copyItem(at: source, to: target)
        return true
    }

    /// Copies what is saved under a name to a machine; false if nothing is.
    @discardableResult
    func fetch(_ name: String, to path: String, on machine: BuiltProgram) throws -> Bool {
        let source = folder("stored").appending(path: name)
        guard FileManager.default.fileExists(atPath: source.path()) else { return false }
        try FileManager.default.copyItem(at: source, to: machine.home.appending(path: path))
        return true
    }

    /// The values that have arrived, by the IDs of their tokens.
    func arrived() throws -> [String: String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder("values").path())
        return try Dictionary(
            uniqueKeysWithValues: names.filter { !$0.hasPrefix(".") }.map {
                ($0, try String(contentsOf: folder("values").appending(path: $0), encoding: .utf8))
            })
    }

    /// The live values of the tokens that the policy selects.
    func live() throws -> [String: String] {
        let tokens = try sandbox.state.tokens.filter { $0.token.name.hasPrefix("Generated") }
        return Dictionary(uniqueKeysWithValues: tokens.map { ($0.id, $0.secret ?? "") })
    }

    /// Checks that every value is at its destination, and in no log, artifact or cache.
    func requireNothingLost(_ outcomes: [BuiltProgram.Outcome], tokens: Int) throws {
        let live = try live()
        #expect(live.count == tokens)
        #expect(try arrived() == live)
        var texts = outcomes.flatMap { [$0.stdout, $0.stderr] }
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder("stored").path()) {
            texts.append((try? String(contentsOf: folder("stored").appending(path: path), encoding: .utf8)) ?? "")
        }
        #expect(!texts.contains { text in live.values.contains { text.contains($0) } })
    }
}
