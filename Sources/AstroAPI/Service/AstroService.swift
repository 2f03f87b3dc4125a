public import Kernel

extension Service {
    /// The service value of a command line for Astro.
    public static let astro = astro(named: "astro")

    /// Returns the service value of a command line for Astro with a name of its own.
    ///
    /// It keeps its state in a folder of its own, such as `~/.platctl`, and reads `PLATCTL_API_TOKEN` and the like.
    public static func astro(named name: String) -> Service {
        Service(ProgramNames(name), addresses: .astro, settings: .astro, options: AstroOptions.self)
    }
}

/// The options that every command has because it works in an Organization.
public struct AstroOptions: ServiceOptions {
    /// The heading in help, shared with the kernel's own flags.
    public static let title: String? = CommonOptions.title

    /// The Organization to work in, by name or ID.
    @Option(
        name: "organization", aliases: ["organization-id"], valueName: "NAME_OR_ID",
        help: "The Organization to work in, by name or ID", environment: "ASTRO_ORGANIZATION_ID", validate: .notEmpty)
    public var organizationID: String?

    /// Whether a command of the official CLI is an error here.
    @Flag(help: "Never run the official Astro CLI for its commands", visibility: .hidden)
    public var noHandover = false

    /// The options as they are when nothing is given.
    public init() {}

    /// The Organization, in place of the context's.
    public var settings: [String: String] { organizationID.map { ["organization": $0] } ?? [:] }
}
