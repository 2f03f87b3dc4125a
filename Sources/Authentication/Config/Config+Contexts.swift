import Base

extension Config {
    /// The path of a context's settings, in which the dots of its domain are underscores.
    package func path(ofContext domain: String) -> [String] {
        ["contexts", String(domain.map { $0 == "." ? "_" : $0 })]
    }

    /// The domains of the contexts in the home file, in its order; a project can't add servers to choose from.
    package func contexts() throws -> [String] {
        var domains: [String] = []
        for setting in try settings() where setting.file == .home {
            guard setting.path.count == 3, setting.path[0] == "contexts" else { continue }
            let stated = try value(at: Array(setting.path.prefix(2)) + ["domain"])
            let domain = (stated ?? String(setting.path[1].map { $0 == "_" ? "." : $0 })).lowercased()
            if !domains.contains(domain) { domains.append(domain) }
        }
        return domains
    }
}
