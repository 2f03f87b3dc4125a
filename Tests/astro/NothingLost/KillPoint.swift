import Foundation
import Support

/// A point in a run: the system call before which the program is killed.
struct KillPoint: CustomStringConvertible {
    let call: String
    let number: Int

    var description: String { "killed at \(call) \(number)" }

    /// The calls that may change something outside the program, and those that only read.
    private static let calls =
        "openat,close,mkdir,flock,write,rename,fsync,unlink,sendto,newfstatat,getdents64,fcntl,pipe2"

    /// Every point of a run from the moment it locks the token, before it requests a value.
    ///
    /// Only the thread that does the work is traced: the work of the others for it is done when it continues.
    static func all(in program: ChildProgram, _ world: BuiltProgram) async throws -> [KillPoint] {
        let trace = world.home.appending(path: "trace")
        var traced = program
        traced.executable = Tools.strace
        traced.arguments =
            ["-qq", "-o", trace.path(), "-e", "trace=\(calls)", program.executable] + program.arguments
        let outcome = try await world.finish(traced, input: "")
        let lines = try String(contentsOf: trace, encoding: .utf8).split(separator: "\n")
        try FileManager.default.removeItem(at: trace)
        guard outcome.exitCode == 0 else { throw POSIXError(.ECHILD) }
        var counts: [String: Int] = [:]
        var points: [KillPoint] = []
        var hasBegun = false
        for line in lines where line.contains("(") && !line.hasPrefix("---") && !line.hasPrefix("+++") {
            let call = String(line.prefix { $0 != "(" })
            counts[call, default: 0] += 1
            hasBegun = hasBegun || line.contains(".astro/locks")
            if hasBegun { points.append(KillPoint(call: call, number: counts[call] ?? 0)) }
        }
        return points
    }

    /// The same program, killed there.
    func killing(_ program: ChildProgram) -> ChildProgram { injecting("signal=SIGKILL", into: program) }

    /// The same program, with that call failing.
    func failing(_ program: ChildProgram, with error: String) -> ChildProgram {
        injecting("error=\(error)", into: program)
    }

    private func injecting(_ fault: String, into program: ChildProgram) -> ChildProgram {
        var faulty = program
        faulty.executable = Tools.strace
        let rule = "inject=\(call):\(fault):when=\(number)"
        faulty.arguments =
            ["-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", rule, program.executable] + program.arguments
        return faulty
    }
}
