import Greeting
import Kernel
import Sandbox
import Tokens
import Version

/// What makes the program ours: `~/.custom`, variables that begin with `CUSTOM_`, and our own servers.
let service = Service(
    ProgramNames("custom"),
    addresses: ServerAddresses(standardDomain: "platform.example", root: { domain, _ in "https://tokens.\(domain)" }),
    options: CustomOptions.self)

/// What every command of ours can be told.
struct CustomOptions: ServiceOptions {
    static let title: String? = "Common flags"

    @Option(
        valueName: "ID", help: "The team to work for", environment: .own("TEAM"), validate: .identifier)
    var team: String?

    var settings: [String: String] { team.map { ["organization": $0] } ?? [:] }
}

let program = Program(
    service, version: "1.0.0", summary: "Our own command line",
    plugins: [GreetingPlugin.self, TokensPlugin.self, SandboxPlugin.self, VersionPlugin.self])
program.main()
