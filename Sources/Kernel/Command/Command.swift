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
    /// The names that `--fields` may pick from the result; none where the result has no fields.
    static var fields: [String] { get }
    /// Rules between its arguments, checked before anything runs.
    static var rules: [ArgumentRule] { get }
    /// Makes the declarations.
    init()
    /// Checks what ``rules`` cannot say, before anything runs.
    ///
    /// - Throws: ``CommandError`` with exit code ``ExitCode/usage``.
    func validate() throws
    /// Does it. Everything the command may touch is in `context`.
    ///
    /// - Throws: ``CommandError``, or an error that is ``CommandErrorConvertible``.
    func run(in context: Context) async throws
}

extension Command {
    /// A result without fields.
    public static var fields: [String] { [] }
    /// No rules between arguments.
    public static var rules: [ArgumentRule] { [] }
    /// No other rules.
    public func validate() throws {}
}
