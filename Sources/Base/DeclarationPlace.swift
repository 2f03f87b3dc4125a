/// A location in the source code, for messages about a declaration.
public struct DeclarationPlace: Sendable, Hashable, CustomStringConvertible {
    /// The module and the file name, as in `Garden/Plant.swift`.
    public let file: String
    /// The line number.
    public let line: Int

    /// Creates a location in the source code.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// The file and the line, separated by a colon as in compiler messages.
    public var description: String { "\(file):\(line)" }
}
