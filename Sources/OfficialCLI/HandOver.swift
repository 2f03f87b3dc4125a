package import Kernel

extension Fallback {
    /// Runs the official CLI in place of this program for a command that only the official CLI has.
    package static let officialCLI = Fallback(
        summary: "Handed over to the official Astro CLI: " + OfficialCommands.families.joined(separator: " "),
        claims: { OfficialCommands.have($0.words[0], below: $0.path) }
    ) { unknown, context in
        try HandOver(unknown, context).perform()
    }
}

/// A command line to hand over to the official CLI.
private struct HandOver {
    private let line: [String]
    /// The command's name for people.
    private let command: String
    private let context: Context

    init(_ unknown: UnknownCommand, _ context: Context) {
        line = unknown.line
        command = ([context.program.name] + unknown.path + unknown.words.prefix(1)).joined(separator: " ")
        self.context = context
    }

    func perform() throws {
        try requireWanted()
        let trail = HandOverTrail(in: context)
        guard trail.depth <= HandOverTrail.deepest else {
            throw CommandError.usage(
                "'\(command)' was handed over \(trail.depth) times, each time by the program it was handed to",
                hint: .command("config set", "astro.official", "PATH", "--global"))
        }
        let search = OfficialProgram.Search(in: context, avoiding: trail.visited)
        guard let program = try search.found() else { throw missing(search, trail) }
        context.output.info("Handing '\(command)' over to \(program.path).")
        let reason = context.world.handOver(
            program.path, line, [HandOverTrail.variable(in: context): trail.text(adding: program, in: context)])
        throw CommandError(.failure, "\(program.path) could not be run for '\(command)': \(reason)")
    }

    private func requireWanted() throws {
        let isRefused = line.prefix { $0 != "--" }.contains("--no-handover")
        guard try isRefused || context.config.value("astro.handover").flatMap(Bool.init(argument:)) == false else {
            return
        }
        throw CommandError.usage(
            "'\(command)' is a command of the official Astro CLI, and \(isRefused ? "--no-handover" : "the setting astro.handover") keeps it from being run",
            hint: isRefused
                ? "run it without --no-handover" : .command("config set", "astro.handover", "true", "--global"))
    }

    private func missing(_ search: OfficialProgram.Search, _ trail: HandOverTrail) -> CommandError {
        let refused = search.passedOver.filter { $0.reason != .ours }
        for other in refused { context.output.notice("Skipped \(other.path): \(other.reason.rawValue).") }
        guard trail.visited.isEmpty else {
            return .usage(
                "'\(command)' was handed over and came back: no \(context.program.name) on PATH runs it",
                hint: .command("config set", "astro.official", "PATH", "--global"))
        }
        return .usage(
            "'\(command)' is a command of the official Astro CLI, which is not installed",
            hint: "install it from \(OfficialProgram.guide)")
    }
}

/// The programs that a process has been, so that two programs that hand over to each other notice it.
///
/// A program that replaces another one keeps its process ID: the same ID again means that the line has come back.
struct HandOverTrail {
    /// The maximum number of programs that may hand over to each other by starting processes.
    static let deepest = 5

    let visited: [FileStatus.Identity]
    let depth: Int

    init(in context: Context) {
        let parts = (context.environment[own: "HANDOVER"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let process = Int32(parts[0]), let depth = Int(parts[1]), (1..<1_000).contains(depth)
        else {
            (visited, self.depth) = ([], 1)
            return
        }
        guard process == context.world.processID else {
            (visited, self.depth) = ([], depth + 1)
            return
        }
        visited = parts[2].split(separator: ",").compactMap(FileStatus.Identity.init(trail:))
        self.depth = depth
    }

    static func variable(in context: Context) -> String { context.environment.names.variable("HANDOVER") }

    /// Returns the trail with this program and the one that replaces it.
    func text(adding program: OfficialProgram, in context: Context) -> String {
        let own = OfficialProgram.own(in: context)?.identity
        let all = visited + [own, program.identity].compactMap(\.self).filter { !visited.contains($0) }
        let files = all.map { "\($0.device).\($0.inode)" }.joined(separator: ",")
        return "\(context.world.processID):\(depth):\(files)"
    }
}

extension FileStatus.Identity {
    fileprivate init?(trail text: Substring) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let device = UInt64(parts[0]), let inode = UInt64(parts[1]) else { return nil }
        self.init(device: device, inode: inode)
    }
}
