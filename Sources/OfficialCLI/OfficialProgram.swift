package import Kernel

/// The official CLI's program on this machine.
package struct OfficialProgram: Sendable, Equatable {
    /// The path at which it was found.
    package let path: String
    let identity: FileStatus.Identity

    /// The page that says how to install it.
    package static let guide = "https://www.astronomer.io/docs/astro/cli/install-cli"

    /// Why a program of the right name is not run.
    package enum Reason: String, Sendable {
        case ours = "it is a copy of this program"
        case visited = "it hands the command back"
        case relative = "its entry in PATH is relative"
        case inProject = "it is below the working directory or its repository"
        case inNodeModules = "it is in a node_modules folder"
        case ofOthers = "it belongs to another user"
        case writable = "every user can write to it or its folder"
        case notAProgram = "it is not an executable file"
    }

    /// A program that is not run, and why.
    package struct PassedOver: Sendable, Equatable {
        package let path: String
        package let reason: Reason
    }

    /// The file that this program runs from.
    static func own(in context: Context) -> FileTarget? { context.world.executable.map(context.files.target) }

    /// A search for installed programs.
    package struct Search {
        /// The programs with the right name that aren't run, in the order of PATH.
        package let passedOver: [PassedOver]
        private let first: OfficialProgram?
        private let setting: Result<OfficialProgram?, any Error>

        /// Searches PATH and the home config file.
        ///
        /// - Parameter visited: Programs that have already handed the command over.
        package init(in context: Context, avoiding visited: [FileStatus.Identity] = []) {
            let rules = CandidateRules(context, avoiding: visited)
            setting = Result { try Self.named(in: context, rules) }
            var passedOver: [PassedOver] = []
            var first: OfficialProgram?
            for path in Self.paths(in: context) {
                switch rules.judge(path, isFromPath: true) {
                case .success(let program): if first == nil { first = program }
                case .failure(.some(let reason)): passedOver.append(PassedOver(path: path, reason: reason))
                case .failure(nil): continue
                }
            }
            self.passedOver = passedOver
            self.first = first
        }

        /// Returns the program to run: the one that the home file names, else the first that may be run, if any.
        ///
        /// - Throws: ``CommandError`` if the home file names one that may not be run.
        package func found() throws -> OfficialProgram? { try setting.get() ?? first }

        private static func paths(in context: Context) -> [String] {
            let entries = (context.environment["PATH"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
            var seen: Set<String> = []
            return entries.map { FilePaths.join($0.isEmpty ? "." : String($0), context.program.name) }
                .filter { seen.insert($0).inserted }
        }

        private static func named(in context: Context, _ rules: CandidateRules) throws -> OfficialProgram? {
            guard let path = try context.config.value(at: ["astro", "official"], in: .home), !path.isEmpty else {
                return nil
            }
            switch rules.judge(path, isFromPath: false) {
            case .success(let program): return program
            case .failure(let reason):
                let words = reason?.rawValue ?? "there is no such file"
                throw CommandError.usage(
                    "the setting astro.official names \(path), which is not run: \(words)",
                    hint: .command("config set", "astro.official", "PATH", "--global"))
            }
        }
    }
}

/// The rules for which programs may be run with this process's credentials.
private struct CandidateRules {
    /// Why a program is not run; nil if nothing is there.
    enum Verdict {
        case success(OfficialProgram)
        case failure(OfficialProgram.Reason?)
    }

    private let context: Context
    private let visited: [FileStatus.Identity]
    private let own: FileTarget?
    /// The folders that a stranger may have filled: cloned or unpacked projects.
    private let projects: [String]

    init(_ context: Context, avoiding visited: [FileStatus.Identity]) {
        self.context = context
        self.visited = visited
        own = OfficialProgram.own(in: context)
        let folder = context.files.target(of: context.environment.workingDirectory).path
        var repository = folder
        while repository != "/", repository != ".", !Self.isRepository(repository, context) {
            repository = FilePaths.parent(of: repository)
        }
        // Everything is below the root, which isn't a project.
        projects = [folder, repository].filter { $0 != "/" && $0 != "." }
    }

    private static func isRepository(_ folder: String, _ context: Context) -> Bool {
        context.files.target(of: FilePaths.join(folder, ".git")).kind != .nothing
    }

    func judge(_ path: String, isFromPath: Bool) -> Verdict {
        let isRelative = !path.hasPrefix("/")
        let full = FilePaths.resolve(path, in: context.environment.workingDirectory)
        let target = context.files.target(of: full)
        guard target.kind != .nothing, let identity = target.identity,
            let status = try? context.files.status(of: target.path)
        else { return .failure(nil) }
        if isRelative { return .failure(.relative) }
        guard target.kind == .plainFile, status.mode & 0o111 != 0 else { return .failure(.notAProgram) }
        let folders = [path, target.path].map { context.files.target(of: FilePaths.parent(of: $0)).path }
        let places = [path, target.path] + folders
        if isOurs(target) { return .failure(.ours) }
        if visited.contains(identity) { return .failure(.visited) }
        if isFromPath {
            if places.contains(where: { $0.split(separator: "/").contains("node_modules") }) {
                return .failure(.inNodeModules)
            }
            if places.contains(where: isInProject) { return .failure(.inProject) }
        }
        guard [0, context.files.user].contains(status.owner) else { return .failure(.ofOthers) }
        let statuses = folders.map { try? context.files.status(of: $0) }
        guard !status.isWritableByAll, statuses.allSatisfy({ $0?.isWritableByAll == false }) else {
            return .failure(.writable)
        }
        return .success(OfficialProgram(path: path, identity: identity))
    }

    private func isInProject(_ path: String) -> Bool {
        projects.contains { path == $0 || path.hasPrefix($0 + "/") }
    }

    /// Returns whether a file is this program, by its path or its content.
    private func isOurs(_ other: FileTarget) -> Bool {
        guard let own else { return false }
        if own.isSame(as: other) { return true }
        let files = context.files
        guard let ours = try? files.version(of: own.path), let theirs = try? files.version(of: other.path),
            ours.size == theirs.size, let content = try? files.read(own.path)
        else { return false }
        return (try? files.read(other.path)) == content
    }
}
