import Base
package import Kernel

/// One difference between two manifests.
package struct ManifestChange: Encodable, Sendable, Equatable {
    /// Whether a script that relies on the old manifest could break.
    package let breaks: Bool
    /// The command's words; empty for the program as a whole.
    package let place: String
    /// The difference.
    package let change: String
}

/// The changes in a program's command line since an earlier manifest of it.
package struct ManifestDifference {
    private let old: ManifestPromise
    private let new: ManifestPromise
    private let registry: Registry

    /// Compares a program with an earlier manifest.
    ///
    /// - Throws: ``CommandError`` if the text isn't a manifest of the format that this program writes.
    package init(since text: [UInt8], in program: Program) throws {
        let manifest = try ProgramManifest(program, ReferenceTopic.all(of: program))
        guard let value = JSONValue(parsing: text), let format = value["schemaVersion"]?.integer else {
            throw CommandError(.failure, "this is not a manifest", hint: .command("docs json"))
        }
        guard format == Int64(manifest.schemaVersion) else {
            throw CommandError(
                .failure, "the manifest has format \(format), and this program reads \(manifest.schemaVersion)",
                hint: .command("docs json"))
        }
        do {
            old = try value.decoded(as: ManifestPromise.self)
        } catch {
            throw CommandError(.failure, "the manifest is incomplete", hint: .command("docs json"))
        }
        new = try JSONValue(encoding: manifest).decoded(as: ManifestPromise.self)
        registry = program.registry
    }

    /// The differences, in the order of the old manifest and then of the new one.
    package var changes: [ManifestChange] {
        programChanges + groupChanges + old.commands.flatMap(changes)
            + new.commands.filter { command in !old.commands.contains { command.answers(to: $0.path) } }.map {
                ManifestChange(breaks: false, place: $0.place, change: "the command is new")
            }
    }

    private var programChanges: [ManifestChange] {
        let formats = names(old.outputFormats, new.outputFormats, "the output format", at: "")
        let codes = names(
            old.exitCodes.map { "\($0.code) (\($0.name))" }, new.exitCodes.map { "\($0.code) (\($0.name))" },
            "the exit code", at: "")
        return formats + codes + flags(old.commonFlags, new.commonFlags, at: [])
            + SettingChanges.between(old.settings, new.settings)
    }

    private var groupChanges: [ManifestChange] {
        old.groups.flatMap { group -> [ManifestChange] in
            guard let now = new.groups.first(where: { $0.path == group.path }) else { return [] }
            return names(group.aliases, now.aliases, "the alias", at: group.path.joined(separator: " "))
                + SettingChanges.ofDefault(group, now)
        }
    }

    private func changes(_ command: ManifestPromise.Command) -> [ManifestChange] {
        let place = command.place
        guard let now = new.commands.first(where: { $0.answers(to: command.path) }) else {
            return [isHidden(command.path, at: place, "the command")]
        }
        var changes =
            now.path == command.path
            ? []
            : [
                ManifestChange(breaks: false, place: place, change: "the command is called '\(now.place)'")
            ]
        changes += command.aliases.filter { !now.answers(to: command.path.dropLast() + [$0]) }.map {
            ManifestChange(breaks: true, place: place, change: "the alias \($0) is gone")
        }
        if now.changesServer, !command.changesServer {
            changes.append(ManifestChange(breaks: true, place: place, change: "the command changes the server now"))
        }
        return changes + positionals(command, now) + flags(command.flags, now.flags, at: now.path)
            + names(command.fields, now.fields, "the field", at: place) + rules(command, now)
    }

    /// Returns the differences in what is given by position.
    private func positionals(_ old: ManifestPromise.Command, _ new: ManifestPromise.Command) -> [ManifestChange] {
        let both = zip(old.arguments, new.arguments).flatMap { before, now in
            ArgumentChanges.between(before, now, called: "the argument \(before.name)", at: old.place)
        }
        let gone = old.arguments.dropFirst(new.arguments.count).map {
            ManifestChange(breaks: true, place: old.place, change: "the argument \($0.name) is gone")
        }
        let added = new.arguments.dropFirst(old.arguments.count).map {
            ManifestChange(
                breaks: $0.isRequired, place: old.place,
                change: $0.isRequired ? "the argument \($0.name) is new and required" : "the argument \($0.name) is new"
            )
        }
        return both + gone + added
    }

    private func flags(
        _ old: [ManifestPromise.Argument], _ new: [ManifestPromise.Argument], at path: [String]
    ) -> [ManifestChange] {
        let place = path.joined(separator: " ")
        let kept = old.flatMap { flag -> [ManifestChange] in
            flag.typedNames.filter { name in !new.contains { $0.typedNames.contains(name) } }
                .map { isHidden(path, flag: $0, at: place) }
                + (new.first { $0.typedNames.contains("--\(flag.name)") }
                    .map { ArgumentChanges.between(flag, $0, called: "the flag --\(flag.name)", at: place) } ?? [])
        }
        let added = new.filter { flag in !old.contains { $0.typedNames.contains("--\(flag.name)") } }.map {
            ManifestChange(
                breaks: $0.isRequired, place: place,
                change: $0.isRequired ? "the flag --\($0.name) is new and required" : "the flag --\($0.name) is new")
        }
        return kept + added
    }

    private func rules(_ old: ManifestPromise.Command, _ new: ManifestPromise.Command) -> [ManifestChange] {
        let known = Set(old.rules.map(\.sentence))
        return new.rules.filter { !known.contains($0.sentence) }.map {
            ManifestChange(
                breaks: forbids($0, old), place: old.place, change: "there is a new rule: \($0.sentence)")
        }
    }

    /// Whether a rule forbids something that could be typed before: one among new flags alone does not.
    private func forbids(_ rule: ManifestPromise.Rule, _ old: ManifestPromise.Command) -> Bool {
        let known = Set(old.arguments.map(\.name) + old.flags.flatMap(\.typedNames)).intersection(rule.arguments ?? [])
        switch rule.kind {
        case "exclusive":
            let exclusive = old.rules.filter { $0.kind == "exclusive" }
            return known.count > 1 && !exclusive.contains { known.isSubset(of: $0.arguments ?? []) }
        case "together": return !known.isEmpty
        default: return true
        }
    }

    private func names(_ old: [String], _ new: [String], _ what: String, at place: String) -> [ManifestChange] {
        old.filter { !new.contains($0) }.map {
            ManifestChange(breaks: true, place: place, change: "\(what) \($0) is gone")
        }
            + new.filter { !old.contains($0) }.map {
                ManifestChange(breaks: false, place: place, change: "\(what) \($0) is new")
            }
    }
}

/// What is no longer in the manifest may still work, hidden or deprecated.
extension ManifestDifference {
    private func isHidden(_ path: [String], at place: String, _ subject: String) -> ManifestChange {
        command(at: path) == nil
            ? ManifestChange(breaks: true, place: place, change: "\(subject) is gone")
            : ManifestChange(breaks: false, place: place, change: "\(subject) works, but is not shown anymore")
    }

    private func isHidden(_ path: [String], flag name: String, at place: String) -> ManifestChange {
        let definitions =
            command(at: path).map { try? registry.common(at: path).schema(of: $0).definitions }
            ?? registry.commonDefinitions
        let works = definitions?.contains { $0.typedNames.contains(name) } == true
        return works
            ? ManifestChange(breaks: false, place: place, change: "the flag \(name) works, but is not shown anymore")
            : ManifestChange(breaks: true, place: place, change: "the flag \(name) is gone")
    }

    private func command(at path: [String]) -> (any Command.Type)? {
        guard case .command(let command, _)? = try? CommandLookup(path, in: registry).target else { return nil }
        return command
    }
}

extension Registry {
    fileprivate var commonDefinitions: [ArgumentDefinition]? { try? common.schema.definitions }
}
