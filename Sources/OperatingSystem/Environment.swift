import Base

/// The environment of a process: its variables and working directory.
public struct Environment: Sendable, Equatable {
    /// All environment variables, by name.
    public let variables: [String: String]
    /// The absolute path that relative paths are resolved against.
    public let workingDirectory: String
    /// The account's home folder, used if no variable names one.
    package let accountHome: String?
    /// The names of the program that runs in the environment.
    public package(set) var names: ProgramNames

    /// Creates an environment.
    ///
    /// - Parameter names: The program's names; a program that runs in the environment sets its own.
    public init(
        variables: [String: String] = [:], workingDirectory: String = "/",
        names: ProgramNames = ProgramNames("program")
    ) {
        self.init(variables: variables, workingDirectory: workingDirectory, names: names, accountHome: nil)
    }

    package init(
        variables: [String: String], workingDirectory: String, names: ProgramNames, accountHome: String?
    ) {
        self.variables = variables
        self.workingDirectory = workingDirectory
        self.names = names
        self.accountHome = accountHome
    }

    /// The value of a variable; nil if the variable is empty or not set.
    public subscript(name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// The value of one of the program's own variables, such as `HOME` for `PLATCTL_HOME`; nil if empty or not set.
    public subscript(own name: String) -> String? { self[names.variable(name)] }

    /// Returns the same environment with other variables.
    package func with(variables: [String: String]) -> Environment {
        Environment(
            variables: variables, workingDirectory: workingDirectory, names: names, accountHome: accountHome)
    }

    /// The environment without variables that hold a credential of this program, for programs that don't need one.
    var withoutCredentials: Environment { with(variables: variables.filter { !holdsCredential($0.key) }) }

    /// Returns whether a variable holds a credential: the program's token or an override of a secret setting.
    package func holdsCredential(_ name: String) -> Bool {
        guard name.hasPrefix(names.variablePrefix) else { return false }
        let own = String(name.dropFirst(names.variablePrefix.count))
        return !Self.credentialKeepers.contains(own) && SecretName.matches(own)
    }

    /// The program's variables that say where credentials are kept, but hold none.
    private static let credentialKeepers = ["CREDENTIAL_HELPER", "CREDENTIAL_BACKEND"]

    /// The absolute entries of `PATH`, which don't depend on the working directory; the usual ones if there are none.
    var absolutePath: String {
        let entries = self["PATH"]?.split(separator: ":").filter { $0.hasPrefix("/") }.map(String.init) ?? []
        return entries.isEmpty ? "/usr/bin:/bin" : entries.joined(separator: ":")
    }

    /// Returns the folder for config and state, which is in the folder that the program's own `HOME` variable names, or
    /// else `HOME`, or else in the home folder of the user's account.
    ///
    /// - Throws: ``CommandError`` if there is no home folder, or its name isn't UTF-8 text.
    public func stateDirectory() throws(CommandError) -> String {
        let why = "a folder is needed for settings, and for values until they are delivered; nothing was changed"
        let variable = names.variable("HOME")
        let hint: Hint = "set \(variable: "HOME") to a folder that can be written to"
        guard let home = self[variable] ?? self["HOME"] ?? accountHome else {
            throw CommandError(.failure, "there is no home folder, and \(variable) is not set: \(why)", hint: hint)
        }
        // Invalid UTF-8 was replaced when the variable was read, so the path leads to a different folder.
        guard !home.unicodeScalars.contains("\u{FFFD}") else {
            throw CommandError(.failure, "the name of the home folder is not UTF-8 text: \(why)", hint: hint)
        }
        return FilePaths.join(FilePaths.resolve(home, in: workingDirectory), names.stateFolder)
    }
}
