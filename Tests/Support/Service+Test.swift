package import Kernel

extension Service {
    /// The service in the tests of the lower modules.
    package static let test = Service(
        ProgramNames("astro"),
        addresses: ServerAddresses(standardDomain: "astronomer.io", root: { domain, _ in "https://api.\(domain)" }),
        settings: ServiceSettings(
            ["local.core", "cloud.api.protocol"].map { ConfigKey($0) }
                + ["organization", "workspace"].map { ConfigKey("contexts.*.\($0)", allowedInProjects: true) },
            ofOtherTools: ["project.*", "webserver.*", "postgres.*", "disable_env_objects"].map {
                ConfigKey($0, allowedInProjects: true)
            }),
        options: TestOptions.self)
}

/// The options of that service.
package struct TestOptions: ServiceOptions {
    package static let title: String? = CommonOptions.title

    @Option(
        valueName: "ID", help: "The Organization to work in", environment: "ASTRO_ORGANIZATION_ID",
        validate: .identifier)
    package var organizationID: String?

    package init() {}

    package var settings: [String: String] { organizationID.map { ["organization": $0] } ?? [:] }
}
