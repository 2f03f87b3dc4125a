public import Authentication
public import Base

/// The service that a program belongs to: its names, the server's addresses and settings, and the
/// options that all commands have because of it.
///
/// ```swift
/// extension Service {
///     static let platform = Service(ProgramNames("platctl"), addresses: .platform, options: PlatformOptions.self)
/// }
/// ```
public struct Service: Sendable {
    /// The program's names.
    public let names: ProgramNames
    /// How a domain becomes the URL of the service's API.
    public let addresses: ServerAddresses
    /// The settings of the service.
    let settings: ServiceSettings
    /// The options that every command has besides the kernel's own.
    let options: (any ServiceOptions.Type)?

    /// Creates a service.
    public init(
        _ names: ProgramNames, addresses: ServerAddresses = .plain, settings: ServiceSettings = ServiceSettings(),
        options: (any ServiceOptions.Type)? = nil
    ) {
        self.names = names
        self.addresses = addresses
        self.settings = settings
        self.options = options
    }
}
