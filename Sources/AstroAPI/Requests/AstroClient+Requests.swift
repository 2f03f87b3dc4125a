public import Kernel

// The request kit: calls of endpoints that this library has no method for. Each call says its purpose, as the end of
// "the server refused to …", and then errors have the right words and exit codes, changes are in the audit log, and
// `--timeout` and Ctrl-C are honored.

extension AstroClient {
    /// Reads something.
    ///
    /// ```swift
    /// let variable = try await client.get(
    ///     "deployments/\(id)/variables/\(key)", as: Variable.self, purpose: "show the variable \(key)")
    /// ```
    /// - Parameters:
    ///   - path: The path below the Organization; with a slash at its beginning, below the API.
    ///   - query: Parameters; one that is nil is left out.
    ///   - type: What the answer holds; `JSONValue.self` for anything.
    ///   - purpose: What the call does, as the end of "the server refused to …".
    /// - Throws: ``APIError`` where the server refuses, `TransportError` where no answer came, `CommandError` where the
    ///   path is none.
    public func get<Value: Decodable>(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], as type: Value.Type, purpose: String
    ) async throws -> Value {
        try await connection.value(type, of: APICall(purpose, .get, path, query))
    }

    /// Asks for the header fields of something without the thing itself.
    ///
    /// - Throws: The same as ``get(_:query:as:purpose:)``; an ``APIError`` of a `HEAD` has no words of the server.
    public func head(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], purpose: String
    ) async throws -> HTTPHeaders {
        try await connection.send(APICall(purpose, .head, path, query)).headers
    }

    /// Sends a change with `POST` and reads the answer.
    ///
    /// ```swift
    /// let added = try await client.post(
    ///     "deployments/\(id)/variables", body: NewVariable(key: key, value: value), as: Variable.self,
    ///     purpose: "add the variable \(key)", change: DeclaredChange("add variable", subject: id, name: key))
    /// ```
    /// It is sent once, since nobody knows whether a second one would do it again; only status 429 with `Retry-After`,
    /// which says that it was not done, makes it be sent anew.
    /// - Parameters:
    ///   - body: What to send, as JSON.
    ///   - change: What is changed, for the audit log; without it, the log has the method and the path.
    ///   - doubt: What the server may have done where its answer was lost, as in "the variable may have been added".
    ///   - ifUnanswered: What a person does then.
    /// - Throws: The same as ``get(_:query:as:purpose:)``, and an error with exit code `ExitCode.network` that tells
    ///   the doubt where the server may have done it.
    public func post<Value: Decodable>(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], body: (any Encodable & Sendable)? = nil,
        as type: Value.Type, purpose: String, change: DeclaredChange? = nil, doubt: String? = nil,
        ifUnanswered: Hint? = nil
    ) async throws -> Value {
        let call = APICall(purpose, .post, path, query, body, change, doubt, ifUnanswered)
        return try await connection.value(type, of: call)
    }

    /// Sends a change with `POST` whose answer nobody reads.
    ///
    /// - Throws: The same as ``post(_:query:body:as:purpose:change:doubt:ifUnanswered:)``.
    public func post(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], body: (any Encodable & Sendable)? = nil,
        purpose: String, change: DeclaredChange? = nil, doubt: String? = nil, ifUnanswered: Hint? = nil
    ) async throws {
        try await connection.send(APICall(purpose, .post, path, query, body, change, doubt, ifUnanswered))
    }

    /// Sends a change with `PUT` and reads the answer.
    ///
    /// - Throws: The same as ``post(_:query:body:as:purpose:change:doubt:ifUnanswered:)``.
    public func put<Value: Decodable>(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], body: (any Encodable & Sendable)? = nil,
        as type: Value.Type, purpose: String, change: DeclaredChange? = nil, doubt: String? = nil,
        ifUnanswered: Hint? = nil
    ) async throws -> Value {
        let call = APICall(purpose, .put, path, query, body, change, doubt, ifUnanswered)
        return try await connection.value(type, of: call)
    }

    /// Sends a change with `PATCH` and reads the answer.
    ///
    /// - Throws: The same as ``post(_:query:body:as:purpose:change:doubt:ifUnanswered:)``.
    public func patch<Value: Decodable>(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], body: (any Encodable & Sendable)? = nil,
        as type: Value.Type, purpose: String, change: DeclaredChange? = nil, doubt: String? = nil,
        ifUnanswered: Hint? = nil
    ) async throws -> Value {
        let call = APICall(purpose, .patch, path, query, body, change, doubt, ifUnanswered)
        return try await connection.value(type, of: call)
    }

    /// Deletes something.
    ///
    /// It may be sent again where its answer was lost. What a first try deleted counts as deleted.
    /// - Throws: The same as ``post(_:query:body:as:purpose:change:doubt:ifUnanswered:)``.
    public func delete(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], purpose: String, change: DeclaredChange? = nil,
        doubt: String? = nil, ifUnanswered: Hint? = nil
    ) async throws {
        do {
            try await connection.send(
                APICall(purpose, .delete, path, query, nil, change, doubt, ifUnanswered ?? "try again"))
        } catch let error as APIError where error.status == 404 && error.attempts > 1 {}
    }

    /// Reads something into a file as it arrives, under a progress bar.
    ///
    /// The file takes its place when it is whole; until then, and on any failure, what stood there stays.
    /// - Parameters:
    ///   - file: Where to write; a relative path starts from the working directory.
    ///   - title: What is done; without it, "Downloading NAME".
    /// - Throws: The same as ``get(_:query:as:purpose:)``, and `FileError` where the file can't be written.
    public func download(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], to file: String, purpose: String,
        title: String? = nil
    ) async throws {
        _ = try await connection.download(APICall(purpose, .get, path, query), to: file, title: title)
    }
}

extension APICall {
    fileprivate init(
        _ purpose: String, _ method: HTTPMethod, _ path: APIPath, _ query: KeyValuePairs<String, String?>,
        _ body: (any Encodable & Sendable)? = nil, _ change: DeclaredChange? = nil, _ doubt: String? = nil,
        _ ifUnanswered: Hint? = nil
    ) {
        self.init(
            purpose: purpose, method: method, path: path, query: Self.given(query), body: body, doubt: doubt,
            change: change)
        if let ifUnanswered { self.ifUnanswered = ifUnanswered }
    }

    /// The parameters that have a value.
    static func given(_ query: KeyValuePairs<String, String?>) -> [(name: String, value: String)] {
        query.compactMap { name, value in value.map { (name, $0) } }
    }
}
