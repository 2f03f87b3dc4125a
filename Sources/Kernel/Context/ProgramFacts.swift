import Authentication
import Base

/// What a ``Context`` needs to know about its program.
///
/// A program lists commands, and commands are handed contexts. The context holds the program as these facts, so that
/// this folder doesn't depend on everything that a program is made of. ``Program`` is the only type that conforms.
package protocol ProgramFacts: Sendable {
    /// The program's names.
    var names: ProgramNames { get }
    /// The version, as in `1.2.3`.
    var version: String { get }
    /// How a domain becomes the URL of the service's API.
    var addresses: ServerAddresses { get }
    /// The service's settings.
    var serviceSettings: ServiceSettings { get }
    /// The settings that the plugins read.
    var configKeys: [ConfigKey] { get }
    /// The contexts that plugins serve themselves.
    var embeddedContexts: [EmbeddedContext] { get }
    /// Writes hints with the program's name and a run's options, and leaves out commands that it doesn't have.
    func hints(for options: CommonOptions) -> HintWriter
}
