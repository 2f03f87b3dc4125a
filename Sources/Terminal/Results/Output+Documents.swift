import Base

extension Output {
    /// Writes a document as the result: as JSON in that format, otherwise as YAML.
    package func document(_ document: JSONText) throws {
        let isSafe = console.output.isTerminal
        switch format {
        case .json, .jsonl: try line(document.text(indented: format == .json, isVisible: isSafe))
        case .table, .wide, .csv, .yaml: try write(YAMLWriter.text(of: JSONValue(document)))
        }
    }
}
