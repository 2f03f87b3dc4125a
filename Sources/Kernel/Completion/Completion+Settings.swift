extension Completion {
    /// The contexts of the config files, and those that plugins serve themselves.
    public static var contexts: Completion {
        local { request in
            let configured = try request.context.config.contexts()
            let embedded = request.context.program.registry.embeddedContexts.map(\.name)
            return (configured + embedded.filter { !configured.contains($0) }).map { Candidate($0) }
        }
    }

    /// The keys of settings: those that the program knows, and those that the config files have.
    ///
    /// Secrets are left out, and so are all values.
    public static var configKeys: Completion {
        local { request in
            let present = try request.context.config.settings().map(\.path)
            let keys = present.filter { !Config.isSecret($0) }.map { $0.joined(separator: ".") }
            var seen = Set<String>()
            return (Config.knownKeys + keys).filter { seen.insert($0).inserted }.map { Candidate($0) }
        }
    }
}

extension Config {
    /// The keys that mean something to the program, whether or not they are set.
    static let knownKeys = ["context", "local.core", "cloud.api.protocol"]

    /// Whether a setting opens an account.
    fileprivate static func isSecret(_ path: [String]) -> Bool {
        path.count == 3 && path[0] == "contexts" && ["token", "refreshtoken"].contains(path[2])
    }
}
