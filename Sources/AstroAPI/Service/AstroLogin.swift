import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension LoginLookup {
    /// The rule of Astro's API.
    static let astro = LoginLookup(path: "private/v1alpha1/cli/auth-config") { answer in
        let server = try JSONDecoder().decode(Description.self, from: answer)
        return LoginServer(clientID: server.clientId, audience: server.audience, address: server.domainUrl)
    }

    private struct Description: Decodable {
        let clientId: String
        let audience: String
        let domainUrl: String
    }
}
