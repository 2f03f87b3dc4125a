#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A JSON schema, against which documents are held.
package struct JSONDocument: Sendable {
    private let schema: JSON

    /// Reads a schema, in the words that ``OpenAPIDocument`` knows; its references lead to places within it.
    package init(_ content: Data) throws { schema = try JSONDecoder().decode(JSON.self, from: content) }

    /// Everything in which a document departs from the schema, each with its place.
    package func problems(in document: Data) throws -> [String] {
        let value = try JSONDecoder().decode(JSON.self, from: document)
        return SchemaChecker(root: schema).problems(in: value, schema, at: "document")
    }
}
