public import Kernel

/// Logging in and out, and information about the login: `astro login`, `astro logout`, `astro auth …`.
public enum LoginPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("login", summary: "Log in and out, and see who you are")

    /// The short commands `login` and `logout`, and the group `auth`, which has them as well.
    public static let mounts = [
        Mount(commands: [LogIn.self, LogOut.self]),
        Mount(
            "auth", summary: "Log in and out, and see who you are",
            commands: [LogIn.self, LogOut.self, ShowStatus.self, ShowHolder.self, ShowToken.self]),
    ]

    /// The port that the browser returns to after a login.
    public static let configKeys = [
        ConfigKey(
            "login.port", Int.self, default: BrowserLogin.usualPort,
            help: "Port that the browser returns to after a login", validate: .range(1...65_535))
    ]
}
