public import AstroAPI
import Kernel

/// One operation that a plugin adds to the sandbox: a method, a path and a handler that responds.
///
/// Paths are relative to the Organization, as in `AstroClient`; a name in braces is a parameter for one segment. A
/// parameter right after `deployments` or `workspaces` is an ID: the sandbox refuses a request if it has no such place
/// or the caller's roles don't reach it. Without such a parameter, the place is the Organization.
public struct SandboxRoute<State: Codable & Sendable>: Sendable {
    let method: HTTPMethod
    let path: SandboxPath
    let declaredAt: DeclarationPlace
    let answer: @Sendable (SandboxCall, inout State) throws -> HTTPResponse

    private init(
        _ method: HTTPMethod, _ path: String, _ file: String, _ line: Int,
        _ answer: @escaping @Sendable (SandboxCall, inout State) throws -> HTTPResponse
    ) {
        self.method = method
        self.path = SandboxPath(path)
        declaredAt = DeclarationPlace(file: file, line: line)
        self.answer = answer
    }

    private init<Answer: Encodable & Sendable>(
        _ method: HTTPMethod, _ path: String, _ file: String, _ line: Int,
        answering change: @escaping @Sendable (SandboxCall, inout State) throws -> Answer
    ) {
        self.init(method, path, file, line) { call, state in try .json(200, change(call, &state)) }
    }

    /// Returns a route that reads one item.
    public static func get<Answer: Encodable & Sendable>(
        _ path: String, file: String = #fileID, line: Int = #line,
        _ answer: @escaping @Sendable (_ call: SandboxCall, _ state: State) throws -> Answer
    ) -> SandboxRoute {
        SandboxRoute(.get, path, file, line) { call, state in try .json(200, answer(call, state)) }
    }

    /// Returns a route that reads a list; the sandbox selects the requested page.
    public static func list<Item: PageItem>(
        _ path: String, file: String = #fileID, line: Int = #line,
        _ items: @escaping @Sendable (_ call: SandboxCall, _ state: State) throws -> [Item]
    ) -> SandboxRoute {
        SandboxRoute(.get, path, file, line) { call, state in
            var query = try Query(call.request)
            let page = PageRequest(&query)
            try query.check()
            return try .json(200, page.page(items(call, state)))
        }
    }

    /// Returns a route that changes the state with `POST`.
    public static func post<Answer: Encodable & Sendable>(
        _ path: String, file: String = #fileID, line: Int = #line,
        _ change: @escaping @Sendable (_ call: SandboxCall, _ state: inout State) throws -> Answer
    ) -> SandboxRoute {
        SandboxRoute(.post, path, file, line, answering: change)
    }

    /// Returns a route that changes the state with `PUT`.
    public static func put<Answer: Encodable & Sendable>(
        _ path: String, file: String = #fileID, line: Int = #line,
        _ change: @escaping @Sendable (_ call: SandboxCall, _ state: inout State) throws -> Answer
    ) -> SandboxRoute {
        SandboxRoute(.put, path, file, line, answering: change)
    }

    /// Returns a route that changes the state with `PATCH`.
    public static func patch<Answer: Encodable & Sendable>(
        _ path: String, file: String = #fileID, line: Int = #line,
        _ change: @escaping @Sendable (_ call: SandboxCall, _ state: inout State) throws -> Answer
    ) -> SandboxRoute {
        SandboxRoute(.patch, path, file, line, answering: change)
    }

    /// Returns a route that deletes something; the response has status 204 and no body.
    public static func delete(
        _ path: String, file: String = #fileID, line: Int = #line,
        _ change: @escaping @Sendable (_ call: SandboxCall, _ state: inout State) throws -> Void
    ) -> SandboxRoute {
        SandboxRoute(.delete, path, file, line) { call, state in
            try change(call, &state)
            return HTTPResponse(status: 204)
        }
    }
}
