#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel
import KernelTesting
import Testing

@Suite("Checking traffic against an API description") struct OpenAPIDocumentTests {
    private let document: OpenAPIDocument

    init() throws {
        document = try Self.loaded.get()
    }

    private static let loaded = Result { try OpenAPIDocument(fixture: "astro-v1.openapi.json") }

    private func request(_ method: HTTPMethod, _ path: String, body: String? = nil) throws -> HTTPRequest {
        let url = try #require(URL(string: "http://localhost:1/v1/organizations" + path))
        let headers: HTTPHeaders = ["Authorization": "Bearer abc", "Content-Type": "application/json"]
        return HTTPRequest(method, url, headers: headers, body: body.map { Data($0.utf8) })
    }

    @Test(
        "A matching request has no problems",
        arguments: [
            (.get, "", nil), (.get, "/o/tokens?limit=0&offset=7&deploymentId=d&kind=STANDARD", nil),
            (.get, "/o/tokens?sorts=name:asc&sorts=createdAt:desc&includeOnlyOrganizationTokens=true", nil),
            (.get, "/o/deployments?names=a,b&names=c", nil), (.post, "/o/tokens/t/rotate", nil),
            (.post, "/o/tokens", #"{"name":"n","role":"r","scope":"DEPLOYMENT","tokenExpiryPeriodInDays":3650}"#),
        ] as [(HTTPMethod, String, String?)])
    func soundRequest(method: HTTPMethod, path: String, body: String?) throws {
        #expect(document.problems(in: try request(method, path, body: body)) == [])
    }

    @Test(
        "Each deviation of a request is named",
        arguments: [
            (.get, "/o/users", nil, "GET /v1/organizations/o/users is not described"),
            (.put, "/o", nil, "PUT /v1/organizations/o is not described"),
            (.get, "/o/tokens?limit=1001", nil, "?limit is out of range"),
            (.get, "/o/tokens?offset=-1", nil, "?offset is out of range"),
            (.get, "/o/tokens?limit=x", nil, "?limit is not of type integer"),
            (.get, "/o/tokens?limit=1&limit=2", nil, "?limit is repeated"),
            (.get, "/o/tokens?colour=red", nil, "?colour is not described"),
            (.get, "/o/tokens?sorts=name", nil, "?sorts is not one of the enum"),
            (.post, "/o/tokens/t/rotate", "{}", "RotateApiToken takes no body"),
            (.post, "/o/tokens/t", nil, "the body is missing"),
            (.post, "/o/tokens/t", "{", "the body is not JSON"),
            (.post, "/o/tokens/t", "[]", "body is not of type object"),
            (.post, "/o/tokens/t", "{}", "body.name is missing"),
            (.post, "/o/tokens/t", #"{"name":""}"#, "body.name is too short"),
            (.post, "/o/tokens/t", #"{"name":"n","role":"r"}"#, "body.role is not described"),
            (.post, "/o/tokens/t", #"{"name":"n","description":null}"#, "body.description is not of type string"),
            (
                .post, "/o/tokens/t/roles", #"{"roles":[{"entityId":"e","entityType":"X","role":"r"}]}"#,
                "body.roles[0].entityType is not one of the enum"
            ),
        ] as [(HTTPMethod, String, String?, String)])
    func unsoundRequest(method: HTTPMethod, path: String, body: String?, problem: String) throws {
        #expect(document.problems(in: try request(method, path, body: body)) == [problem])
    }

    @Test("A missing credential and a wrong body type are named")
    func headers() throws {
        var request = try request(.post, "/o/tokens/t", body: #"{"name":"n"}"#)
        request.headers = [:]
        #expect(document.problems(in: request) == ["the bearer token is missing", "the body's type is missing"])
    }

    @Test(
        "Each deviation of an answer is named",
        arguments: [
            (200, #"{"id":"o","name":"n","createdAt":"2026-01-01T00:00:00.5Z"}"#, []),
            (200, #"{"id":"o"}"#, ["body.name is missing"]),
            (200, #"{"id":"o","name":"n","product":"X"}"#, ["body.product is not one of the enum"]),
            (200, #"{"id":"o","name":"n","createdAt":"today"}"#, ["body.createdAt is not a date-time"]),
            (200, #"{"id":"o","name":"n","extra":1}"#, ["body.extra is not described"]),
            (418, "{}", ["GetOrganization does not answer 418"]),
            (404, #"{"message":"m","requestId":"r","statusCode":404}"#, []),
            (404, #"{"message":"m","requestId":"r","statusCode":404.5}"#, ["body.statusCode is not of type integer"]),
        ])
    func answers(status: Int, body: String, problems: [String]) throws {
        let response = HTTPResponse(
            status: status, headers: ["Content-Type": "application/json"], body: Data(body.utf8))
        #expect(document.problems(in: response, to: try request(.get, "/o")) == problems)
    }

    @Test("An answer described without content must be empty")
    func emptyAnswer() throws {
        let deletion = try request(.delete, "/o/tokens/t")
        #expect(document.problems(in: HTTPResponse(status: 204), to: deletion) == [])
        let talkative = HTTPResponse(status: 204, body: Data("{}".utf8))
        #expect(document.problems(in: talkative, to: deletion) == ["the answer 204 has a body"])
    }
}
