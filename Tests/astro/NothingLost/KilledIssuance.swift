import Kernel
import Testing

/// A command that issues a value, and where the value must be afterwards.
struct KilledIssuance: Sendable, CustomTestStringConvertible {
    enum Kind { case rotation, creation, replacement, replacementAtOnce }

    let name: String
    let kind: Kind
    /// The command up to its verb.
    var family = "deployment token"
    /// The words after the verb that select the place.
    var place = "--deployment \(ServedSandbox.production)"
    var role = "DEPLOYMENT_ADMIN"
    var flags = ""
    /// The options for the destinations.
    var delivery = ""
    /// Whether the token is the program's own login.
    var isOwn = false
    /// Whether the token is an agent's, which has no role and only one value.
    var isForAgents = false
    let destinations: Set<Leftovers.Place>

    var testDescription: String { name }

    /// Its place among all.
    var number: Int { Self.all.firstIndex { $0.name == name } ?? 0 }

    /// The whole command, for an existing token or a new name.
    func words(target: String, name: String) -> [String] {
        // The program's own time limit must not end before the test's.
        let flags = "\(flags) --timeout 600"
        let line =
            kind == .creation
            ? "\(family) create -n \(name) \(isForAgents ? "" : "-r \(role)") \(place) \(flags) \(delivery)"
            : "\(family) rotate \(target) -f \(place) \(flags) \(delivery)"
        return ShellWords.split(line)
    }

    private static let everywhere =
        "--to-file new --to-env-file .env --to-command 'sh -c \"umask 077; cat > vault\"'"

    static let all = [
        KilledIssuance(name: "rotate to stdout", kind: .rotation, destinations: [.stdout]),
        KilledIssuance(
            name: "rotate to a file, a variable and a command, verified", kind: .rotation, flags: "--verify",
            delivery: everywhere, destinations: [.file("new"), .file(".env"), .file("vault")]),
        KilledIssuance(
            name: "rotate the login's own token", kind: .rotation, delivery: "--to-file new", isOwn: true,
            destinations: [.file("new")]),
        KilledIssuance(name: "create to stdout", kind: .creation, destinations: [.stdout]),
        KilledIssuance(
            name: "create to a file", kind: .creation, family: "workspace token",
            place: "--workspace cworkspace000000analytics", role: "WORKSPACE_MEMBER", delivery: "--to-file new",
            destinations: [.file("new")]),
        KilledIssuance(
            name: "replace by hand", kind: .replacement, flags: "--overlap manual", delivery: "--to-file new",
            destinations: [.file("new")]),
        KilledIssuance(
            name: "replace at once", kind: .replacementAtOnce, flags: "--overlap 0", delivery: "--to-env-file .env",
            destinations: [.file(".env")]),
        KilledIssuance(
            name: "create an agent token", kind: .creation, family: "deployment agent-token",
            delivery: "--to-file new", isForAgents: true, destinations: [.file("new")]),
        KilledIssuance(
            name: "replace an agent token", kind: .replacement, family: "deployment agent-token",
            flags: "--overlap manual", delivery: "--to-file new", isForAgents: true, destinations: [.file("new")]),
    ]
}
