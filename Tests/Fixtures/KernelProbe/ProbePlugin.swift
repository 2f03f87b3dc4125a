import Kernel

/// Commands that do what the kernel offers and no command of the product does.
enum ProbePlugin: Plugin {
    static let manifest = PluginManifest("probe", summary: "Parts of the kernel")
    static let mounts = [
        Mount(commands: [
            AskSecret.self, ShowProgress.self, Trap.self, Fail.self, Pretend.self, Each.self,
            ChooseSeveral.self, Crash.self, CrashInChange.self, Exhaust.self,
        ])
    ]
}

/// Asks for a secret and prints its length.
struct AskSecret: Command {
    static let configuration = CommandConfiguration("secret", summary: "Ask for a secret")

    func run(in context: Context) async throws {
        let secret = try await context.output.secret("Password", flag: "--password-file FILE")
        try context.output.text("\(secret.count) characters")
    }
}

/// Lets the user choose beds, and writes the names of the chosen ones.
struct ChooseSeveral: Command {
    static let configuration = CommandConfiguration("several", summary: "Choose several things")

    @Option(help: "How many there are") var count = 6

    func run(in context: Context) async throws {
        let beds = (0..<max(count, 0)).map { Self.names[$0 % Self.names.count] + ($0 < 6 ? "" : " \($0 / 6 + 1)") }
        let columns = [Column<String>("name", "NAME") { $0 }, Column("length", "LENGTH", .number) { "\($0.count)" }]
        let chosen = try await context.output.chooseSeveral(
            "Beds to water", from: beds, columns: columns, flag: "BED…")
        try context.output.text(chosen.joined(separator: "; "))
    }

    private static let names = ["Asters", "Beans", "Carrots", "Dill", "Early peas", "Fennel"]
}

/// Takes three steps, one for each line of stdin, with messages in between.
struct ShowProgress: Command {
    static let configuration = CommandConfiguration("progress", summary: "Take three steps")

    @Flag(help: "Fail at the last one") var fails = false

    func run(in context: Context) async throws {
        try await context.output.progress("Watering", total: 3) { progress in
            for step in 1...3 {
                // Nothing is shown of the line, so that only the kernel's own writing is on the terminal.
                _ = try await context.output.console.input.readSecret {}
                if step == 2 { context.output.notice("The can is half empty.") }
                if step == 3, fails { throw CommandError(.failure, "the can is empty") }
                progress.advance()
            }
            _ = try await context.output.console.input.readSecret {}
        }
        try context.output.text("watered")
    }
}

/// Breaks a rule that no program may break.
struct Trap: Command {
    static let configuration = CommandConfiguration("trap", summary: "End by a fault")

    func run(in context: Context) async throws {
        let nothing: [Int] = []
        try context.output.text("\(nothing[context.options.help ? 1 : 0])")
    }
}

/// Throws an error without a message.
struct Fail: Command {
    struct Unforeseen: Error {}

    static let configuration = CommandConfiguration("fail", summary: "Throw an error")

    func run(in context: Context) async throws { throw Unforeseen() }
}

/// Declares that it only reads, and sends a change.
struct Pretend: Command {
    static let configuration = CommandConfiguration("pretend", summary: "Send a change, though it says that it reads")

    func run(in context: Context) async throws {
        _ = try await context.http.send(HTTPRequest(.post, try context.auth.baseURL()))
    }
}
