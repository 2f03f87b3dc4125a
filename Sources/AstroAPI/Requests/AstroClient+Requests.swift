public import Kernel

// The request kit: requests to endpoints that this library has no method for. Each states its purpose, to complete
// "the server refused to …"; then errors have the right words and exit codes, changes are in the audit log, and
// `--timeout` and Ctrl-C are honored.

extension AstroClient {
    /// Sends a `GET` request and decodes the response.
    ///
    /// ```swift
    /// let variable = try await client.get(
    ///     "deployments/\(id)/variables/\(key)", as: Variable.self, purpose: "show the variable \(key)")
    /// ```
    /// - Parameters:
    ///   - path: The path below the Organization, or below the API's root if it starts with a slash.
    ///   - query: Query parameters; nil values are omitted.
    ///   - type: The type of the response; `JSONValue.self` for any JSON.
    ///   - purpose: The purpose of the request, to complete "the server refused to …".
    /// - Throws: ``APIError`` if the server refuses the request, `TransportError` if no complete response arrived, or
    ///   `CommandError` if the path is invalid.
    public func get<Value: Decodable>(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], as type: Value.Type, purpose: String
    ) async throws -> Value {
        try await connection.value(type, of: APICall(purpose, .get, path, query))
    }

    /// Sends a `HEAD` request, which returns the headers without the body.
    ///
    /// - Throws: The same as ``get(_:query:as:purpose:)``; an ``APIError`` here has no message from the server.
    public func head(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], purpose: String
    ) async throws -> HTTPHeaders {
        try await connection.send(APICall(purpose, .head, path, query)).headers
    }

    /// Sends a change with `POST` and decodes the response.
    ///
    /// ```swift
    /// let added = try await client.post(
    ///     "deployments/\(id)/variables", body: NewVariable(key: key, value: value), as: Variable.self,
    ///     purpose: "add the variable \(key)", change: DeclaredChange("add variable", subject: id, name: key))
    /// ```
    /// The request is sent only once, since a second attempt might repeat the change. The exception is status 429 with
    /// `Retry-After`, which proves that nothing was changed.
    /// - Parameters:
    ///   - body: The request body, encoded as JSON.
    ///   - change: A description of the change for the audit log; if nil, the log has the method and the path.
    ///   - doubt: What may have happened if the response was lost, as in "the variable may have been added".
    ///   - ifUnanswered: What the user should do in that case.
    /// - Throws: The same as ``get(_:query:as:purpose:)``, and an error with exit code `ExitCode.network` that includes
    ///   `doubt` if the server may have made the change.
    public func post<Value: Decodable>(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], body: (any Encodable & Sendable)? = nil,
        as type: Value.Type, purpose: String, change: DeclaredChange? = nil, doubt: String? = nil,
        ifUnanswered: Hint? = nil
    ) async throws -> Value {
        try await connection.value(type, of: APICall(purpose, .post, path, query, body, change, doubt, ifUnanswered))
    }

    /// Sends a change with `POST` and ignores the response body.
    ///
    /// - Throws: The same as ``post(_:query:body:as:purpose:change:doubt:ifUnanswered:)``.
    public func post(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], body: (any Encodable & Sendable)? = nil,
        purpose: String, change: DeclaredChange? = nil, doubt: String? = nil, ifUnanswered: Hint? = nil
    ) async throws {
        try await connection.send(APICall(purpose, .post, path, query, body, change, doubt, ifUnanswered))
    }

    /// Sends a change with `PUT` and decodes the response.
    ///
    /// - Throws: The same as ``post(_:query:body:as:purpose:change:doubt:ifUnanswered:)``.
    public func put<Value: Decodable>(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], body: (any Encodable & Sendable)? = nil,
        as type: Value.Type, purpose: String, change: DeclaredChange? = nil, doubt: String? = nil,
        ifUnanswered: Hint? = nil
    ) async throws -> Value {
        try await connection.value(type, of: APICall(purpose, .put, path, query, body, change, doubt, ifUnanswered))
    }

    /// Sends a change with `PATCH` and decodes the response.
    ///
    /// - Throws: The same as ``post(_:query:body:as:purpose:change:doubt:ifUnanswered:)``.
    public func patch<Value: Decodable>(
        _ path: APIPath, query: KeyValuePairs<String, String?> = [:], body: (any Encodable & Sendable)? = nil,
        as type: Value.Type, purpose: String, change: DeclaredChange? = nil, doubt: String? = nil,
        ifUnanswered: Hint? = nil
    ) async throws -> Value {
        try await connection.value(type, of: APICall(purpose, .patch, path, query, body, change, doubt, ifUnanswered))
    }

    /// Deletes something with `DELETE`.
    ///
    /// The request may be retried if the response was lost; a retry that finds nothing counts as a success.
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

    /// Writes a response body to a file as it arrives, with a progress bar.
    ///
    /// The file replaces an existing one once it is complete; until then, and on any failure, the old file stays.
    /// - Parameters:
    ///   - file: The path of the file; a relative path starts from the working directory.
    ///   - title: The title of the progress bar; if nil, "Downloading NAME".
    /// - Throws: The same as ``get(_:query:as:purpose:)``, and `FileError` if the file can't be written.
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

    /// Returns the parameters that have a value.
    static func given(_ query: KeyValuePairs<String, String?>) -> [(name: String, value: String)] {
        query.compactMap { name, value in value.map { (name, $0) } }
    }
}
