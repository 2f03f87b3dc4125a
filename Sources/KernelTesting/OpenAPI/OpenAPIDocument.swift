#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif
package import Kernel

/// An API's published description, for checking requests and responses.
///
/// ```swift
/// let document = try OpenAPIDocument(fixture: "astro-v1.openapi.json")
/// #expect(document.problems(in: request) == [])
/// #expect(document.problems(in: response, to: request) == [])
/// ```
/// It supports the parts of OpenAPI 3.0 that the file uses: paths, parameters, JSON bodies, local references and
/// the schema keywords type, required, properties, items, enum, minimum, maximum, minLength and format date-time.
/// A property or query field that isn't in the description is a problem.
package struct OpenAPIDocument: Sendable {
    /// One method on one path.
    package struct Operation: Sendable, Equatable {
        /// Its ID in the description.
        package let id: String
        let method: String
        /// The parts of the path below the server's, such as `{tokenId}`.
        let path: [String]
        /// Its content in the description.
        let content: JSON
        /// The parameters of the path and of the operation.
        let parameters: [JSON]
    }

    /// Every operation.
    package let operations: [Operation]
    let schemas: SchemaChecker
    private let basePath: [String]

    /// Reads a description.
    package init(_ content: Data) throws {
        let root = try JSONDecoder().decode(JSON.self, from: content)
        let server = root["servers"]?.elements?.first?["url"]?.text.flatMap { URL(string: $0) }
        basePath = Self.parts(server?.path(percentEncoded: true) ?? "")
        schemas = SchemaChecker(root: root)
        operations = (root["paths"]?.members ?? [:]).flatMap(Self.operations)
    }

    /// Reads the description `Fixtures/<name>` in the folder of a source file or one above it.
    package init(fixture name: String, near file: String = #filePath) throws {
        var folder = FilePaths.parent(of: file)
        while folder != "/", folder != "." {
            if let content = try LocalFileSystem().read(FilePaths.join(folder, "Fixtures/\(name)")) {
                self = try Self(content)
                return
            }
            folder = FilePaths.parent(of: folder)
        }
        throw FileError(.system("there is no such fixture"), path: name)
    }

    /// Returns the operation of a request.
    package func operation(for request: HTTPRequest) -> Operation? {
        let parts = Self.parts(request.url.path(percentEncoded: true))
        guard parts.starts(with: basePath) else { return nil }
        let rest = parts.dropFirst(basePath.count)
        let candidates = operations.filter { operation in
            operation.method == request.method.rawValue && operation.path.count == rest.count
                && zip(operation.path, rest).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty : $0 == $1 }
        }
        // A literal path takes precedence over one with a parameter in its place.
        return candidates.min { $0.parameterCount < $1.parameterCount }
    }

    private static func parts(_ path: String) -> [String] {
        path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    }

    private static func operations(path: String, item: JSON) -> [Operation] {
        let shared = item["parameters"]?.elements ?? []
        return HTTPMethod.allCases.compactMap { method in
            guard let content = item[method.rawValue.lowercased()] else { return nil }
            return Operation(
                id: content["operationId"]?.text ?? "\(method.rawValue) \(path)", method: method.rawValue,
                path: parts(path), content: content, parameters: shared + (content["parameters"]?.elements ?? []))
        }
    }
}

extension OpenAPIDocument.Operation {
    fileprivate var parameterCount: Int { path.count { $0.hasPrefix("{") } }
}
