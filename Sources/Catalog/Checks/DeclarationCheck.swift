public import Kernel

/// A plugin that checks the declarations that other plugins of a program make for it.
///
/// `plugin check` and ``RegistryCheck`` report the problems that it finds along with their own.
public protocol DeclarationCheck: Plugin {
    /// Returns the problems with what these plugins declare, in the order of the plugins.
    static func problems(among plugins: [any Plugin.Type]) -> [RegistryCheck.Problem]
}

extension RegistryCheck.Problem {
    /// Creates a problem that several declarations cause together.
    public init(_ complaint: String, at place: String, of parties: [RegistryCheck.Party]) {
        self.init(place: place, parties: parties, complaint: complaint)
    }
}

extension RegistryCheck.Party {
    /// Creates a party from a plugin and one of its declarations.
    public init(_ plugin: any Plugin.Type, declaredAt: DeclarationPlace) {
        self.init(plugin: plugin.manifest.name, declaredAt: declaredAt)
    }
}
