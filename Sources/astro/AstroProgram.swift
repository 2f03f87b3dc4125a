import AstroAPI
import Delivery
import Kernel
import OfficialCLI

/// What this program is called, and what it tells newcomers.
let program = Program(
    .astro, version: Release.version, summary: "Rotate and manage the API tokens of Astro",
    releases: Release.address,
    quickStart: [
        Example("help COMMAND", "Show how it is used"),
        Example("--context sandbox organization token list", "Try it without a login"),
    ],
    mainCommands: [
        "token", "deployment", "workspace", "organization", "api", "audit", "login", "auth", "context", "config",
        "sandbox", "doctor",
    ],
    plugins: plugins,
    observers: [LeftoverReminder.observe], fallback: .officialCLI)
