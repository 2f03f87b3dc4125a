public import Kernel

/// Logging in and out: `astro login`, `astro logout`.
public enum LoginPlugin: Plugin {
    /// Mounted at the top.
    public static let manifest = PluginManifest("login", summary: "Log in and out")

    /// The words that everybody types first.
    public static let commands: [any Command.Type] = [LogIn.self, LogOut.self]
}
