/// Where in the source something is declared, for messages about it.
public struct DeclarationPlace: Sendable, Hashable, CustomStringConvertible {
    /// The module and the file, as in `Garden/Plant.swift`.
    public let file: String
    /// The line.
    public let line: Int

    /// Names a place in the source.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// The file and the line, as compilers write them.
    public var description: String { "\(file):\(line)" }
}
