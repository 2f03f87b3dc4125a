public import Kernel

/// The same by its longer spelling, and what can be asked about a login: `astro auth …`.
public enum AuthPlugin: Plugin {
    /// Mounted at `auth`.
    public static let manifest = PluginManifest(
        "auth", summary: "Log in and out, and see who you are",
        mount: [MountSegment("auth", summary: "Log in and out, and see who you are")])

    /// Logging in and out, and looking at what came of it.
    public static let commands: [any Command.Type] = [LogIn.self, LogOut.self, ShowStatus.self, ShowToken.self]
}
