public import Kernel

/// The tokens of the Organization: `astro organization token …`.
public enum OrganizationTokenPlugin: Plugin {
    /// Mounted at `organization token`.
    public static let manifest = PluginManifest(
        "organization-token", summary: "Rotate, create, list, update and delete the API tokens of the Organization",
        mount: [
            MountSegment("organization", aliases: ["org"], summary: "Work with Organizations"),
            MountSegment("token", aliases: ["to"], summary: "Rotate and manage the API tokens of the Organization"),
        ])

    /// The five verbs, and the roles of one token.
    public static var commands: [any Command.Type] {
        TokenVerbs.all(OrganizationSelection.self) + [ShowRoles.self]
    }
}
