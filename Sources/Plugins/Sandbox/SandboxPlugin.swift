#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroSandbox
public import Kernel

/// An embedded Astro API for trying things out: the context `sandbox`, and `astro sandbox …`.
public enum SandboxPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest("sandbox", summary: "Try commands on an embedded Astro API")

    /// The commands that serve the sandbox to other clients and reset it.
    public static let mounts = [
        Mount(
            "sandbox", summary: "Try commands on an embedded Astro API",
            commands: [ServeSandbox.self, ResetSandbox.self])
    ]

    /// The context `sandbox`.
    public static var contexts: [EmbeddedContext] { contexts(beside: []) }

    /// Returns the context `sandbox`, extended by these plugins.
    public static func contexts(beside plugins: [any Plugin.Type]) -> [EmbeddedContext] {
        [
            EmbeddedContext("sandbox") { files, stateDirectory in
                let store = SandboxStore(stateDirectory: stateDirectory, files: files)
                // The address is never connected to, but must be one that requests are allowed to use.
                guard let baseURL = URL(string: "http://localhost/v1") else {
                    throw CommandError(.failure, "the sandbox has no address")
                }
                return EmbeddedContext.API(
                    baseURL: baseURL, transport: SandboxTransport(SandboxAPI(store, plugins: plugins)),
                    credential: try store.ownerCredential(), settings: ["organization": SandboxPlaces.organization])
            }
        ]
    }
}

extension SandboxStore {
    /// Uses the sandbox's folder in the program's state folder.
    convenience init(stateDirectory: String, files: any FileSystem) {
        self.init(folder: StateFolder(path: stateDirectory).folder(ofContext: "sandbox"), files: files)
    }
}
