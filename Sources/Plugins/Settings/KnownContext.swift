import Kernel

/// A server that is in the config or served by a plugin.
struct KnownContext: Encodable, Sendable, Equatable {
    let domain: String
    /// Whether commands use it by default.
    let isCurrent: Bool
    let organization: String?
    let workspace: String?
    let user: String?
    /// When its login expires, according to the config.
    let expires: String?

    static let columns = [
        Column<KnownContext>("domain", "DOMAIN") { $0.domain },
        Column<KnownContext>("isCurrent", "CURRENT", .flag) { String($0.isCurrent) },
        Column<KnownContext>("organization", "ORGANIZATION") { $0.organization ?? "" },
        Column<KnownContext>("workspace", "WORKSPACE") { $0.workspace ?? "" },
        Column<KnownContext>("user", "USER") { $0.user ?? "" },
        Column<KnownContext>("expires", "EXPIRES", .expiry) { $0.expires ?? "" },
    ]

    /// Returns all of them: those of the config in its order, then the embedded ones.
    static func all(in context: Context) throws -> [KnownContext] {
        let current = try context.auth.domain()
        var all: [KnownContext] = []
        for domain in try context.config.contexts() {
            all.append(try KnownContext(domain: domain, isCurrent: domain == current, context.config))
        }
        for name in context.program.registry.embeddedContexts.map(\.name)
        where !all.contains(where: { $0.domain == name }) {
            all.append(try KnownContext(domain: name, isCurrent: name == current, context.config))
        }
        return all
    }

    private init(domain: String, isCurrent: Bool, _ config: Config) throws {
        let path = config.path(ofContext: domain)
        self.domain = domain
        self.isCurrent = isCurrent
        organization = try config.value(at: path + ["organization"])
        workspace = try config.value(at: path + ["workspace"])
        user = try config.value(at: path + ["user_email"])
        expires = try config.value(at: path + ["expiresin"])
    }

    /// The candidates for tab completion.
    static let completion = Completion.local { request in
        try all(in: request.context).map { Completion.Candidate($0.domain, $0.user ?? "") }
    }
}
