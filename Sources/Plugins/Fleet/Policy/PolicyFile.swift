import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// A policy as parsed from a file: everything readable in it, and all its errors.
struct PolicyFile {
    let policy: Policy
    let errors: [DocumentError]

    init(_ text: String) {
        let root: DocumentNode
        do {
            root = try DocumentReader.read(text)
        } catch {
            self.init(Policy(rules: [], hash: ""), [error])
            return
        }
        var fields = PolicyFields(root, "a policy", keys: ["version", "defaults", "rules"])
        let version = fields.text("version", isNeeded: true)
        if let version, version != "1" {
            fields.refuse(fields.line(of: "version"), "version \(version.shortened) is not known; this program knows 1")
        }
        var errors: [DocumentError] = []
        let defaults = fields["defaults"].map { PolicyDefaults($0, &errors) } ?? PolicyDefaults()
        if fields["rules"] == nil { fields.refuse(fields.line, "a policy needs 'rules'") }
        if fields.list("rules")?.isEmpty == true {
            fields.refuse(fields.line(of: "rules"), "a policy needs at least one rule")
        }
        let rules = (fields.list("rules") ?? []).compactMap { Policy.Rule($0, defaults, &errors) }
        errors += fields.errors + Self.complaints(of: rules)
        self.init(
            Policy(rules: rules, hash: SHA256.hexadecimal(text)), errors.sorted { $0.line < $1.line })
    }

    private init(_ policy: Policy, _ errors: [DocumentError]) {
        self.policy = policy
        self.errors = errors
    }

    /// What is wrong between rules.
    private static func complaints(of rules: [Policy.Rule]) -> [DocumentError] {
        rules.enumerated().compactMap { place, rule in
            let earlier = rules[..<place]
            if let same = earlier.first(where: { $0.name == rule.name }) {
                return DocumentError(
                    line: rule.line, complaint: "the rule on line \(same.line) already has the name '\(rule.name)'")
            }
            guard let wider = earlier.first(where: { $0.select.covers(rule.select) }) else { return nil }
            return DocumentError(
                line: rule.line,
                complaint: "the rule '\(rule.name)' is never reached: '\(wider.name)' on line \(wider.line) comes first"
            )
        }
    }

    /// Returns the policy of a file.
    ///
    /// - Parameter output: The file that the command writes.
    /// - Throws: ``CommandError`` with ``ExitCode/usage`` that lists everything that is wrong with it.
    static func policy(at path: String, sparingFrom output: String? = nil, _ context: Context) throws -> Policy {
        let folder = context.environment.workingDirectory
        let whole = FilePaths.resolve(path, in: folder)
        let target = output.map { context.files.target(of: FilePaths.resolve($0, in: folder)) }
        if target?.isSame(as: context.files.target(of: whole)) == true {
            throw CommandError.usage("--to-file would replace the policy \(path); nothing was written")
        }
        guard let content = try context.files.read(whole) else {
            throw CommandError(
                .notFound, "there is no policy file \(path)", hint: "pass --policy with the path of a policy")
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw CommandError.usage("\(path) is not text in UTF-8")
        }
        let file = PolicyFile(text)
        guard let first = file.errors.first else { return file.policy }
        let hint = Hint.command("token plan", "--policy", path, "--check")
        guard file.errors.count > 1 else {
            throw CommandError.usage("\(path):\(first.line): \(first.complaint)", hint: hint)
        }
        var error = CommandError.usage("\(path) has \(file.errors.count) errors", hint: hint)
        error.parts = file.errors.map { CommandError.Part("\(path):\($0.line)", .usage($0.complaint)) }
        throw error
    }
}

/// The defaults of all rules.
struct PolicyDefaults {
    var verify = false
    var overlap: OverlapMode?

    init() {}

    init(_ node: DocumentNode, _ errors: inout [DocumentError]) {
        var fields = PolicyFields(node, "'defaults'", keys: ["verify", "overlap"])
        verify = fields.bool("verify") ?? false
        overlap = fields.value("overlap", OverlapMode.self)
        errors += fields.errors
    }
}

extension Policy.Rule {
    private static let keys = ["name", "select", "skip", "verify", "overlap", "deliver"]

    /// Nil where it has no name.
    fileprivate init?(_ node: DocumentNode, _ defaults: PolicyDefaults, _ errors: inout [DocumentError]) {
        var fields = PolicyFields(node, "a rule", keys: Self.keys)
        let name = fields.text("name", isNeeded: true)
        let skip = fields.bool("skip") ?? false
        let select = fields["select"].map { PolicySelection($0, &errors) } ?? PolicySelection()
        let overlap = fields.value("overlap", OverlapMode.self) ?? defaults.overlap
        let verify = fields.bool("verify") ?? defaults.verify
        let deliver = DeliveryPlan(fields.list("deliver") ?? [], &errors)
        let isEmpty = fields.list("deliver")?.isEmpty ?? true
        if skip, fields["deliver"] != nil {
            fields.refuse(fields.line(of: "deliver"), "a rule with 'skip' delivers nothing; remove 'deliver'")
        }
        if !skip, isEmpty {
            fields.refuse(fields.line, "a rule needs 'deliver' with a destination, or 'skip: true'")
        }
        errors += fields.errors
        guard let name else { return nil }
        self.init(
            name: name, line: node.line, select: select, skip: skip, verify: verify,
            overlap: overlap == .after(.zero) ? nil : overlap, deliver: deliver)
    }
}

extension PolicySelection {
    private static let keys = [
        "scope", "workspace", "deployment", "match", "role", "kind", "createdBy", "olderThan", "expiresWithin",
        "expired", "unusedFor", "neverUsed",
    ]

    fileprivate init(_ node: DocumentNode, _ errors: inout [DocumentError]) {
        var fields = PolicyFields(node, "'select'", keys: Self.keys)
        criteria.scopes = Set(fields.values("scope", TokenScope.self))
        workspaces = fields.texts("workspace")
        deployments = fields.texts("deployment")
        criteria.match = fields.text("match").map(Glob.init)
        criteria.roles = Set(fields.texts("role").map { $0.uppercased() })
        criteria.kinds = Set(fields.values("kind", TokenKind.self))
        criteria.creators = Set(fields.texts("createdBy").map { $0.lowercased() })
        criteria.olderThan = fields.value("olderThan", Duration.self)
        criteria.expiresWithin = fields.value("expiresWithin", Duration.self)
        criteria.isExpired = fields.bool("expired") ?? false
        criteria.unusedFor = fields.value("unusedFor", Duration.self)
        criteria.isNeverUsed = fields.bool("neverUsed") ?? false
        for key in ["expired", "neverUsed"] where fields[key] != nil && fields.bool(key) == false {
            fields.refuse(fields.line(of: key), "'\(key)' selects nothing with false; remove it, or set it to true")
        }
        errors += fields.errors
    }
}

extension DeliveryPlan {
    /// Reads the destinations of a rule.
    fileprivate init(_ nodes: [DocumentNode], _ errors: inout [DocumentError]) {
        self.init()
        for node in nodes {
            var fields = PolicyFields(node, "a destination", keys: ["command", "file", "envFile"])
            let given = ["command", "file", "envFile"].filter { fields[$0] != nil }
            if given.count != 1 { fields.refuse(node.line, "a destination is one of 'command', 'file' and 'envFile'") }
            var plan = DeliveryPlan()
            if let path = fields.text("file") { plan.files = [path] }
            if let text = fields.text("envFile") { plan.envFiles = [DeliveryOptions.parts(text)] }
            if fields["command"] != nil, fields.list("command") != nil { plan.commands = [fields.texts("command")] }
            do {
                try plan.requireSound(names: TokenPlaceholders.names)
                try plan.requireVariables()
            } catch {
                let error = CommandError(describing: error)
                fields.refuse(node.line, error.message)
            }
            errors += fields.errors
            files += plan.files
            envFiles += plan.envFiles
            commands += plan.commands
        }
    }
}
