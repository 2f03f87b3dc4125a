import AstroAPI
import KernelTesting
import Synchronization
import Testing

@testable import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A client of the Organization `o1` and its server, scripted by the test.
struct ClientFixture {
    let server: ScriptedTransport
    let client: AstroClient

    /// A server that answers each request with its own reply.
    init(_ exchanges: ScriptedTransport.Exchange..., organization: String = "o1") throws {
        server = ScriptedTransport(exchanges)
        client = try Self.client(of: server, organization: organization)
    }

    /// A client of any transport, in a world without files and without waiting.
    static func client(of transport: any HTTPTransport, organization: String = "o1") throws -> AstroClient {
        try AstroClient(context(of: transport, organization: organization), organizationID: organization)
    }

    /// The world of such a client.
    static func context(
        of transport: any HTTPTransport, organization: String?, error: BufferSink = BufferSink()
    ) -> Context {
        let sink = error
        let world = World(
            environment: Environment(variables: ["HOME": "/home/test", "ASTRO_API_TOKEN": jwt]),
            console: Console(input: ScriptedInput([], isTerminal: false), output: sink, error: sink),
            files: InMemoryFileSystem(ownFolders: ["/home/test/.astro/audit.jsonl"]), clock: FixedClock(),
            openTransport: { _ in transport })
        let program = Program(.astro, version: "0.0.0", plugins: [])
        return Context(
            program: program, options: CommonOptions(), settings: organization.map { ["organization": $0] } ?? [:],
            world: world)
    }

    /// A well-formed API token; its payload is `{"permissions": []}`.
    private static let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"

    /// Fails if a request deviates from the script or from the API's description.
    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(server.difference == nil, sourceLocation: sourceLocation)
        let document = try Self.document.get()
        for request in server.requests {
            #expect(document.problems(in: request) == [], sourceLocation: sourceLocation)
        }
    }

    static let document = Result { try OpenAPIDocument(fixture: "astro-v1.openapi.json") }
}

/// Answers in the API's format.
enum Answer {
    /// A token.
    static func token(_ id: String = "t1", value: String? = nil) -> String {
        let secret = value.map { #", "token": "\#($0)""# } ?? ""
        return """
            {"id": "\(id)", "name": "n", "description": "", "kind": "STANDARD", "scope": "DEPLOYMENT", "shortToken": "abc",
            "createdAt": "2026-01-05T10:00:00Z", "updatedAt": "2026-01-05T10:00:00Z", "startAt": "2026-01-05T10:00:00Z"\(secret)}
            """
    }

    /// A page of tokens with these IDs.
    static func page(_ ids: [String], of total: Int, limit: Int = 1000, offset: Int = 0) -> String {
        let tokens = ids.map { token($0) }.joined(separator: ", ")
        return #"{"limit": \#(limit), "offset": \#(offset), "totalCount": \#(total), "tokens": [\#(tokens)]}"#
    }
}
