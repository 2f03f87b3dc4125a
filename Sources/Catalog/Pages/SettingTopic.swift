import Base
package import Kernel

/// A setting that a program or one of its plugins reads, for documents.
package struct SettingTopic {
    package let key: ConfigKey
    /// The plugin that reads it; nil for the program itself.
    package let plugin: String?
    /// The environment variable that overrides it; nil if none may.
    package let variable: String?

    /// Returns every setting with a name of its own, the program's first.
    package static func all(of program: Program) -> [SettingTopic] {
        let names = program.service.names
        func topics(_ keys: [ConfigKey], _ plugin: String?) -> [SettingTopic] {
            keys.filter(\.isSingle).map {
                SettingTopic(
                    key: $0, plugin: plugin, variable: $0.hasVariable ? names.variable(ofSetting: $0.path) : nil)
            }
        }
        return topics(program.serviceSettings.reserved, nil)
            + program.registry.plugins.flatMap { topics($0.configKeys, $0.manifest.name) }
    }

    /// The help with all remarks.
    package var meaning: String {
        let values = key.kind.allowedValues
        var remarks = values.isEmpty ? [] : [values.joined(separator: ", ")]
        if let rule = key.kind.rule { remarks.append(rule) }
        if let standard = key.standard { remarks.append("default: \(standard)") }
        if let variable { remarks.append("$\(variable)") }
        if key.isAllowedInProjects { remarks.append("a project may set it") }
        return remarks.isEmpty ? key.help : "\(key.help) (\(remarks.joined(separator: "; ")))"
    }
}
