import Kernel

/// One setting, as results show it.
struct Setting: Encodable, Sendable {
    let key: String
    let value: String
    /// `home` or `project`; nil where it is not asked.
    let source: String?

    init(key: String, value: String, source: Config.File?) {
        self.key = key
        self.value = value
        self.source = source.map { $0 == .home ? "home" : "project" }
    }

    static let columns = [
        Column<Setting>("key", "KEY") { $0.key },
        Column<Setting>("value", "VALUE") { $0.value },
        Column<Setting>("source", "SOURCE") { $0.source ?? "" },
    ]
}
