#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel
import Testing

@testable import AstroAPI
import AstroSandbox
@testable import Sandbox

/// A separate sandbox in a temporary folder, with the calls of the tests.
final class SandboxFixture {
    let folder: String
    let store: SandboxStore
    let api: SandboxAPI

    /// The time in every fixture without another one: after the seed's dates.
    static let now = Date(timeIntervalSince1970: 1_770_000_000)

    init(now: Date = SandboxFixture.now, plugins: [any Plugin.Type] = []) {
        folder = FileManager.default.temporaryDirectory.path() + "/sandbox-\(UUID().uuidString)"
        store = SandboxStore(folder: folder, files: LocalFileSystem(), now: { now })
        api = SandboxAPI(store, plugins: plugins)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A request to a path below the seeded Organization, or to a whole path that starts with `/v`; by the
    /// sandbox's owner unless another credential is given.
    func request(
        _ method: HTTPMethod, _ path: String, body: String? = nil, credential: String? = nil
    ) throws -> HTTPRequest {
        let base = path.hasPrefix("/v") ? "" : "/v1/organizations/\(SandboxPlaces.organization)"
        let url = try #require(URL(string: "https://api.sandbox" + base + path))
        let credential = try credential ?? store.ownerCredential()
        return HTTPRequest(
            method, url, headers: ["Authorization": "Bearer \(credential)"], body: body.map { Data($0.utf8) })
    }

    func call(
        _ method: HTTPMethod, _ path: String, body: String? = nil, credential: String? = nil
    ) throws -> HTTPResponse {
        api.respond(to: try request(method, path, body: body, credential: credential))
    }

    func tokens(_ query: String = "", credential: String? = nil) throws -> [APIToken] {
        try call(.get, "/tokens" + query, credential: credential).decoded(Page<APIToken>.self).items
    }

    /// Creates a token and returns it with its value.
    func create(_ role: String, _ scope: String, in entity: String? = nil) throws -> (id: String, value: String) {
        let place = entity.map { #","entityId":"\#($0)""# } ?? ""
        let body = #"{"name":"made by a test","role":"\#(role)","scope":"\#(scope)"\#(place)}"#
        let token = try call(.post, "/tokens", body: body).decoded(APIToken.self)
        return (token.id, try #require(token.token))
    }
}

extension HTTPResponse {
    func decoded<Content: Decodable>(_ type: Content.Type) throws -> Content {
        try JSONDecoder().decode(type, from: body)
    }

    /// The fields in a refusal.
    func refusedFields() throws -> [String] {
        try decoded(ErrorBody.self).fieldErrors?.map(\.field) ?? []
    }
}
