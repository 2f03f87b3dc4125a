import Kernel

/// A setting, as shown in results.
struct Setting: Encodable, Sendable {
    let key: String
    let value: String
    /// `home`, `project`, or `default` if no file sets it; nil if that wasn't determined.
    let source: String?
    /// The setting's help, if the program knows the setting.
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
