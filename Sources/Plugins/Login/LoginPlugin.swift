public import Kernel

/// Logging in and out, and what can be asked about a login: `astro login`, `astro logout`, `astro auth …`.
public enum LoginPlugin: Plugin {
    /// The name and the summary.
    public static let manifest = PluginManifest("login", summary: "Log in and out, and see who you are")

    /// The words that everybody types first, then the group that has them, too.
    public static let mounts = [
        Mount(commands: [LogIn.self, LogOut.self]),
        Mount(
            "auth", summary: "Log in and out, and see who you are",
            commands: [LogIn.self, LogOut.self, ShowStatus.self, ShowHolder.self, ShowToken.self]),
    ]

    /// The port that browsers come back to.
    public static let configKeys = [
        ConfigKey(
            "login.port", Int.self, default: BrowserLogin.usualPort,
            help: "Port that the browser returns to after a login", validate: .range(1...65_535))
    ]
}
