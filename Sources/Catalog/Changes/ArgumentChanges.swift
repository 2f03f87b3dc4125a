/// The differences between two declarations of one argument.
enum ArgumentChanges {
    typealias Argument = ManifestPromise.Argument

    /// Returns what changed in a flag or positional that both manifests have.
    static func between(_ old: Argument, _ new: Argument, called name: String, at place: String) -> [ManifestChange] {
        func change(_ text: String, breaks: Bool = true) -> ManifestChange {
            ManifestChange(breaks: breaks, place: place, change: "\(name) \(text)")
        }
        var changes: [ManifestChange] = []
        if (old.valueName == nil) != (new.valueName == nil) {
            return [change(new.valueName == nil ? "takes no value anymore" : "takes a value now")]
        }
        if new.isRequired, !old.isRequired { changes.append(change("is required now")) }
        if old.isRequired, !new.isRequired { changes.append(change("is optional now", breaks: false)) }
        if old.isRepeatable, !new.isRepeatable { changes.append(change("cannot be repeated anymore")) }
        if new.source != old.source, new.source == "word" { changes.append(change("cannot be in a file anymore")) }
        return changes + ofValue(old.value, new.value).map { change($0.text, breaks: $0.breaks) }
    }

    /// Returns what changed in a value, as the end of a sentence about what takes it.
    static func ofValue(
        _ old: ManifestPromise.Value, _ new: ManifestPromise.Value
    ) -> [(text: String, breaks: Bool)] {
        var changes: [(text: String, breaks: Bool)] = []
        if old.type != new.type { changes.append(("takes a value of type \(new.type), not \(old.type)", true)) }
        if old.standard != new.standard {
            changes.append(("has \(words(new.standard)), not \(words(old.standard))", true))
        }
        if old.variable != new.variable, let variable = old.variable {
            changes.append(("is not read from \(variable) anymore", true))
        }
        return changes + values(old, new)
    }

    private static func words(_ standard: String?) -> String { standard.map { "the default \($0)" } ?? "no default" }

    /// Returns the differences in the values that it takes.
    private static func values(
        _ old: ManifestPromise.Value, _ new: ManifestPromise.Value
    ) -> [(text: String, breaks: Bool)] {
        var found: [(text: String, breaks: Bool)] = []
        if old.rule != new.rule {
            found.append(("takes \(new.rule ?? "any value"), not \(old.rule ?? "any value")", new.rule != nil))
        }
        guard let allowed = new.allowedValues else { return found }
        guard let earlier = old.allowedValues else {
            return found + [("takes only \(allowed.joined(separator: ", "))", true)]
        }
        return found + earlier.filter { !allowed.contains($0) }.map { ("doesn't take \($0) anymore", true) }
            + allowed.filter { !earlier.contains($0) }.map { ("takes \($0)", false) }
    }
}
