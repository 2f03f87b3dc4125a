/// The variable that can set an argument: one of the program's own, or any other by its full name.
///
/// ```swift
/// @Option(help: "Project to work in", environment: .own("PROJECT")) var project: String?  // PLATCTL_PROJECT
/// @Option(help: "Editor to open", environment: "EDITOR") var editor: String?
/// ```
public struct Variable: Sendable, Equatable, ExpressibleByStringLiteral {
    /// The name; still without its prefix if it is one of the program's own.
    package let name: String
    package let isOwn: Bool

    /// Creates a variable with a full name.
    public init(stringLiteral name: String) { (self.name, isOwn) = (name, false) }

    private init(own name: String) { (self.name, isOwn) = (name, true) }

    /// Returns one of the program's own variables, by its name without the prefix.
    public static func own(_ name: String) -> Variable { Variable(own: name) }

    /// Returns the same variable with its full name.
    package func named(withPrefix prefix: String) -> Variable {
        isOwn ? Variable(stringLiteral: prefix + name) : self
    }
}
