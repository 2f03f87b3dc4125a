/// A place in the source, for messages about a declaration.
public struct DeclarationPlace: Sendable, Hashable, CustomStringConvertible {
    /// The module and the file, as in `Garden/Plant.swift`.
    public let file: String
    /// The line.
    public let line: Int

    /// Creates a place in the source.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// The file and the line, in the format of compilers.
    public var description: String { "\(file):\(line)" }
}
