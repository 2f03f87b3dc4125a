extension Config {
    /// Where a context's settings stand: the dots of its domain are underscores there.
    package func path(ofContext domain: String) -> [String] {
        ["contexts", String(domain.map { $0 == "." ? "_" : $0 })]
    }

    /// The domains of the contexts that the files have, in their order.
    package func contexts() throws -> [String] {
        var domains: [String] = []
        for setting in try settings() where setting.path.count == 3 && setting.path[0] == "contexts" {
            let stated = try value(at: Array(setting.path.prefix(2)) + ["domain"])
            let domain = (stated ?? String(setting.path[1].map { $0 == "_" ? "." : $0 })).lowercased()
            if !domains.contains(domain) { domains.append(domain) }
        }
        return domains
    }
}
