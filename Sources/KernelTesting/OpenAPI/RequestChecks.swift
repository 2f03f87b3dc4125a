#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import Kernel

extension OpenAPIDocument {
    /// Returns how a request deviates from the description; empty if it conforms.
    package func problems(in request: HTTPRequest) -> [String] {
        guard let operation = operation(for: request) else {
            return ["\(request.method.rawValue) \(request.url.path()) is not described"]
        }
        return problems(inCredentialOf: request) + problems(inQueryOf: request, operation)
            + problems(inBodyOf: request, operation)
    }

    private func problems(inCredentialOf request: HTTPRequest) -> [String] {
        request.headers.bearerToken == nil ? ["the bearer token is missing"] : []
    }

    private func problems(inQueryOf request: HTTPRequest, _ operation: Operation) -> [String] {
        let items = URLComponents(url: request.url, resolvingAgainstBaseURL: false)?.queryItems ?? []
        let given = Dictionary(grouping: items, by: \.name).mapValues { $0.map { $0.value ?? "" } }
        let described = operation.parameters.filter { $0["in"]?.text == "query" }
        let names = described.compactMap { $0["name"]?.text }
        let unknown = given.keys.filter { !names.contains($0) }.sorted().map { "?\($0) is not described" }
        return unknown + described.flatMap { problems(in: given[$0["name"]?.text ?? ""], parameter: $0) }
    }

    private func problems(in values: [String]?, parameter: JSON) -> [String] {
        let place = "?" + (parameter["name"]?.text ?? "")
        guard let values else { return parameter["required"] == .boolean(true) ? ["\(place) is missing"] : [] }
        let schema = parameter["schema"] ?? .null
        if schema["type"]?.text == "array" {
            let elements = values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
            return elements.flatMap { problems(in: String($0), schema["items"] ?? .null, place) }
        }
        return (values.count > 1 ? ["\(place) is repeated"] : [])
            + values.flatMap { problems(in: $0, schema, place) }
    }

    /// Checks a text in a query against a schema of the type that it should contain.
    private func problems(in text: String, _ schema: JSON, _ place: String) -> [String] {
        let value: JSON? =
            switch schema["type"]?.text {
            case "integer": Int(text).map(JSON.integer)
            case "number": Double(text).map(JSON.number)
            case "boolean": Bool(text).map(JSON.boolean)
            default: .string(text)
            }
        return schemas.problems(in: value ?? .string(text), schema, at: place)
    }

    private func problems(inBodyOf request: HTTPRequest, _ operation: Operation) -> [String] {
        let described = operation.content["requestBody"]
        guard let body = request.body, !body.isEmpty else {
            return described?["required"] == .boolean(true) ? ["the body is missing"] : []
        }
        guard let schema = described?["content"]?["application/json"]?["schema"] else {
            return ["\(operation.id) takes no body"]
        }
        return problems(inJSON: body, type: request.headers["Content-Type"], schema)
    }

    /// Checks a JSON body against a schema.
    func problems(inJSON body: Data, type: String?, _ schema: JSON) -> [String] {
        let typeProblems =
            type?.hasPrefix("application/json") == true ? [] : ["the body's type is \(type ?? "missing")"]
        guard let value = try? JSONDecoder().decode(JSON.self, from: body) else {
            return typeProblems + ["the body is not JSON"]
        }
        return typeProblems + schemas.problems(in: value, schema, at: "body")
    }
}
