public import Kernel

extension Service {
    /// The Astro service, for a program named `astro`.
    public static let astro = astro(named: "astro")

    /// Returns the Astro service for a program with another name.
    ///
    /// The program keeps its state in a separate folder, such as `~/.platctl`, and reads variables such as
    /// `PLATCTL_API_TOKEN`.
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
        help: "The Organization to work in, by name or ID", environment: .own("ORGANIZATION_ID"), validate: .notEmpty)
    public var organizationID: String?

    /// Whether to fail on a command of the official CLI instead of handing it over to that CLI.
    @Flag(help: "Never run the official Astro CLI for its commands", visibility: .hidden)
    public var noHandover = false

    /// Creates the options with their defaults.
    public init() {}

    /// The Organization, as an override of the context's.
    public var settings: [String: String] { organizationID.map { ["organization": $0] } ?? [:] }
}
