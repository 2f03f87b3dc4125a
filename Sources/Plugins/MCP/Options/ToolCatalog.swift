import Catalog
import Kernel

/// The commands that this run offers, and those that the person has allowed in advance.
///
/// This needs the declarations of all commands, so it is deferred until a client asks for a tool, after the
/// handshake.
struct ToolCatalog: Sendable {
    private struct Choice: Sendable {
        let offered: [ToolDescription]
        let agreed: Set<String>
        let byName: [String: ToolDescription]
    }

    let destinations: [DeclaredDestination]
    private let choice: Lazy<Choice>

    /// Selects from a program's tools.
    ///
    /// - Throws: ``CommandError`` for a word that isn't the name of a command that makes changes.
    init(_ program: Program, allow: [String], yesTo: [String], destinations: [DeclaredDestination]) throws {
        self.destinations = destinations
        let isHomeless = destinations.isEmpty
        choice = Lazy { try Self.choose(program.registry.tools(), allow, yesTo, isHomeless: isHomeless) }
        // Unknown words are reported before the server starts; all other choices are valid.
        if !yesTo.isEmpty || allow.contains(where: { $0.trimmed != "changes" }) { _ = try choice.value() }
    }

    private static func choose(
        _ all: [ToolDescription], _ allow: [String], _ yesTo: [String], isHomeless: Bool
    ) throws(CommandError) -> Choice {
        let changes = all.filter { $0.configuration.effect == .changes }
        let allowed = try names(allow, "--allow", among: changes)
        let agreed = try names(yesTo, "--yes-to", among: changes)
        if let name = agreed.subtracting(allowed).min() {
            throw .usage("--yes-to \(name) is not allowed", hint: "pass --allow \(name), too")
        }
        let offered = all.filter { tool in
            guard tool.configuration.effect == .changes else { return true }
            // Without a destination, a secret must not be created.
            return allowed.contains(tool.name) && !(tool.makesSecret && isHomeless)
        }
        let byName = Dictionary(offered.map { ($0.name, $0) }) { first, _ in first }
        return Choice(offered: offered, agreed: agreed, byName: byName)
    }

    /// The tools, in the order of help.
    var offered: [ToolDescription] { (try? choice.value())?.offered ?? [] }

    private static func names(
        _ words: [String], _ option: String, among tools: [ToolDescription]
    ) throws(CommandError) -> Set<String> {
        var names: Set<String> = []
        for word in words.flatMap({ $0.split(separator: ",").map { String($0).trimmed } }) {
            if option == "--allow", word == "changes" {
                names.formUnion(tools.map(\.name))
                continue
            }
            guard let tool = tools.first(where: { $0.name == word || $0.path.joined(separator: " ") == word }) else {
                let nearest = Suggestion.nearest(to: word, among: tools.map(\.name))
                throw .usage(
                    "\(option): '\(word.shortened)' is not a command that makes changes",
                    hint: nearest.map { "did you mean \($0)?" })
            }
            names.insert(tool.name)
        }
        return names
    }

    subscript(name: String) -> ToolDescription? { (try? choice.value())?.byName[name] }

    /// Returns whether the person agreed to a tool when starting the server.
    func isAgreed(_ tool: ToolDescription) -> Bool { (try? choice.value())?.agreed.contains(tool.name) == true }

    /// Returns a tool as a client sees it.
    func json(of tool: ToolDescription) -> JSONValue { tool.json(destinations: destinations.map(\.name)) }
}
