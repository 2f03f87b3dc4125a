/// What a process inherits: variables and the folder it was started in.
public struct Environment: Sendable, Equatable {
    /// Every variable.
    public let variables: [String: String]
    /// The folder that relative paths start from, absolute.
    public let workingDirectory: String

    /// Describes an environment.
    public init(variables: [String: String] = [:], workingDirectory: String = "/") {
        self.variables = variables
        self.workingDirectory = workingDirectory
    }

    /// A variable's value; an empty variable counts as not set.
    public subscript(name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// The folder `.astro` that holds config and state: below `ASTRO_HOME`, else below `HOME`.
    ///
    /// - Throws: ``CommandError`` where neither variable is set.
    public func stateDirectory() throws(CommandError) -> String {
        guard let home = self["ASTRO_HOME"] ?? self["HOME"] else {
            throw CommandError(.failure, "neither ASTRO_HOME nor HOME is set", hint: "export ASTRO_HOME=DIR")
        }
        return FilePaths.join(FilePaths.resolve(home, in: workingDirectory), ".astro")
    }
}
