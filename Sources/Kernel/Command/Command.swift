import Base

/// One verb of the command line: its properties are its interface, and `run` is what it does.
///
/// ```swift
/// struct Greet: Command {
///     static let configuration = CommandConfiguration("greet", summary: "Say hello")
///     @Argument("NAME", help: "Whom to greet") var name: String
///
///     func run(in context: Context) async throws { try context.output.text("Hello, \(name)!") }
/// }
/// ```
/// Parsing, help and everything else about the command is derived from this declaration.
public protocol Command: Codable, Sendable {
    /// The name, summary and examples.
    static var configuration: CommandConfiguration { get }
    /// The names that `--fields` can select from the result; empty if the result has no fields.
    static var fields: [String] { get }
    /// Rules between its arguments, checked before anything runs.
    static var rules: [ArgumentRule] { get }
    /// Creates the declarations.
    init()
    /// Checks conditions that ``rules`` can't express, before anything runs.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    func validate() throws
    /// Runs the command; `context` gives access to everything that it needs.
    ///
    /// - Throws: ``CommandError``, or an error that conforms to ``CommandErrorConvertible``.
    func run(in context: Context) async throws
}

extension Command {
    /// A result without fields.
    public static var fields: [String] { [] }
    /// No rules.
    public static var rules: [ArgumentRule] { [] }
    /// Checks nothing.
    public func validate() throws {}
}

extension ArgumentSchema {
    /// Reads the declarations from a command's properties.
    package init<Declared: Command>(of declared: Declared) throws {
        self.init()
        try add(declared, title: nil, rules: Declared.rules)
    }
}
