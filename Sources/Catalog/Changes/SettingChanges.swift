/// The differences in the settings of config files, and in the default commands of groups.
enum SettingChanges {
    /// Returns what changed in the settings of a program; a manifest of an older program has none.
    static func between(_ old: [ManifestPromise.Setting]?, _ new: [ManifestPromise.Setting]?) -> [ManifestChange] {
        let (old, new) = (old ?? [], new ?? [])
        return old.flatMap { setting -> [ManifestChange] in
            guard let now = new.first(where: { $0.key == setting.key }) else { return [change(setting, "is gone")] }
            return between(setting, now)
        }
            + new.filter { setting in !old.contains { $0.key == setting.key } }.map {
                change($0, "is new", breaks: false)
            }
    }

    private static func between(_ old: ManifestPromise.Setting, _ new: ManifestPromise.Setting) -> [ManifestChange] {
        var changes = ArgumentChanges.ofValue(old.value, new.value).map { change(new, $0.text, breaks: $0.breaks) }
        if old.isAllowedInProjects, !new.isAllowedInProjects {
            changes.append(change(new, "cannot be set for a project anymore"))
        }
        return changes
    }

    private static func change(_ setting: ManifestPromise.Setting, _ text: String, breaks: Bool = true)
        -> ManifestChange
    {
        ManifestChange(breaks: breaks, place: "", change: "the setting \(setting.key) \(text)")
    }

    /// Returns the change of a group's default command, if any.
    static func ofDefault(_ old: ManifestPromise.Group, _ new: ManifestPromise.Group) -> [ManifestChange] {
        guard old.defaultCommand != new.defaultCommand else { return [] }
        let now = new.defaultCommand.map { "it runs \($0)" } ?? "it shows help"
        let text = "without a command \(now)" + (old.defaultCommand.map { ", not \($0)" } ?? "")
        return [ManifestChange(breaks: old.defaultCommand != nil, place: old.path.joined(separator: " "), change: text)]
    }
}
