#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import Kernel

extension OpenAPIDocument {
    /// Returns how a response deviates from the description; empty if it conforms.
    package func problems(in response: HTTPResponse, to request: HTTPRequest) -> [String] {
        guard let operation = operation(for: request) else {
            return ["\(request.method.rawValue) \(request.url.path()) is not described"]
        }
        guard let described = operation.content["responses"]?["\(response.status)"] else {
            return ["\(operation.id) does not answer \(response.status)"]
        }
        guard let content = described["content"] else {
            return response.body.isEmpty ? [] : ["the answer \(response.status) has a body"]
        }
        guard let schema = content["application/json"]?["schema"] else {
            return ["the answer is not described as JSON"]
        }
        return problems(inJSON: response.body, type: response.headers["Content-Type"], schema)
    }
}
