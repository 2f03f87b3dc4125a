import AstroTokens
public import Kernel

/// The API tokens of a whole Organization, in every scope: `astro token …`.
public enum FleetPlugin: Plugin {
    /// The plugin's name and summary.
    public static let manifest = PluginManifest(
        "fleet", summary: "Find, check and rotate the tokens of a whole Organization")

    /// The commands for tokens of every scope, and for their overlaps.
    ///
    /// Commands that write files at any path or run a policy's commands aren't offered to agents.
    public static let mounts = [
        Mount(
            .token,
            commands: [
                ListFleet.self, InspectToken.self, CheckFleet.self, ReportTokens.self, RotateTokens.self,
                PlanTokens.self, ApplyPlan.self,
                CreateAnyToken.self, UpdateAnyToken.self, DeleteAnyToken.self,
            ]),
        Mount(
            .token, MountSegment("overlap", summary: "Replace tokens without an outage"),
            commands: OverlapVerbs.all(AllOverlaps.self)),
    ]
}

extension MountSegment {
    fileprivate static let token = MountSegment(
        "token", aliases: ["tokens", "to"], summary: "Manage the tokens of the whole Organization")
}
