#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
public import Kernel

/// The Organizations that a credential opens: what can be asked before one of them is chosen.
public struct OrganizationDirectory: Sendable {
    private let context: Context

    /// Makes a directory for the context's server; nothing is sent yet.
    public init(_ context: Context) throws { self.context = context }

    /// Every Organization that the credential opens.
    public func organizations() async throws -> [Organization] {
        let call = APICall(purpose: "list the Organizations", method: .get, path: ["organizations"])
        let url = try context.auth.baseURL().appending(path: "organizations")
            .appending(queryItems: [
                URLQueryItem(name: "limit", value: "1000"), URLQueryItem(name: "offset", value: "0"),
            ])
        let response = try await context.http.send(
            HTTPRequest(.get, url, timeout: .seconds(context.options.timeout)))
        guard response.isSuccess else { throw APIError(call: call, response: response) }
        guard let page = try? JSONDecoder().decode(Page<Organization>.self, from: response.body) else {
            throw UnreadableAnswer(call: call, requestID: response.requestID)
        }
        return page.items
    }
}
