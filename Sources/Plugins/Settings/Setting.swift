import Kernel

/// One setting, as results show it.
struct Setting: Encodable, Sendable {
    let key: String
    let value: String
    /// `home`, `project`, or `default` where no file sets it; nil if it is not asked.
    let source: String?
    /// What it sets, if the program knows that.
    let help: String?

    init(key: String, value: String, source: String?, _ declared: ConfigKey?) {
        self.key = key
        self.value = value
        self.source = source
        help = declared.flatMap { $0.help.isEmpty ? nil : $0.help }
    }

    static let columns = [
        Column<Setting>("key", "KEY") { $0.key },
        Column<Setting>("value", "VALUE") { $0.value },
        Column<Setting>("source", "SOURCE") { $0.source ?? "" },
        Column<Setting>("help", "WHAT IT SETS", shown: .wide) { $0.help ?? "" },
    ]
}
