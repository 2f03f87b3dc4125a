import AstroAPI
public import Kernel

/// Which Organization to work in: `astro organization …`.
public enum OrganizationPlugin: Plugin {
    /// Mounted at `organization`.
    public static let manifest = PluginManifest(
        "organization", summary: "List Organizations, and choose the one to work in",
        mount: [MountSegment("organization", aliases: ["org"], summary: "Work with Organizations")])

    /// Listing and choosing.
    public static let commands: [any Command.Type] = [ListOrganizations.self, SwitchOrganization.self]

    /// `--organization-id` of every command.
    public static var completions: [String: Completion] { ["organization-id": .organizations] }
}
