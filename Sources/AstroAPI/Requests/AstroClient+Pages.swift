import Kernel

extension AstroClient {
    /// Reads a whole list.
    ///
    /// ```swift
    /// let variables = try await client.list(
    ///     of: Variable.self, "deployments/\(id)/variables", purpose: "list the variables")
    /// ```
    /// - Parameters:
    ///   - type: What is listed.
    ///   - path: The path below the Organization; with a slash at its beginning, below the API.
    ///   - query: Query parameters, except for paging; nil values are omitted.
    ///   - purpose: What the call does, as the end of "the server refused to …".
    /// - Throws: The same as ``get(_:query:as:purpose:)``.
    public func list<Item: PageItem>(
        of type: Item.Type, _ path: APIPath, query: KeyValuePairs<String, String?> = [:], purpose: String
    ) async throws -> [Item] {
        try await connection.pages(type, of: APICall(listing: path, query, purpose))
    }

    /// Reads a list page by page.
    ///
    /// ```swift
    /// for try await page in client.pages(of: Variable.self, "variables", purpose: "list the variables") {
    ///     try add(page)
    /// }
    /// ```
    /// The first page tells how many there are, and the others are asked for at once; they come in order all the same.
    /// Nothing is sent until the first page is asked for.
    public func pages<Item: PageItem>(
        of type: Item.Type, _ path: APIPath, query: KeyValuePairs<String, String?> = [:], purpose: String
    ) -> Pages<Item> {
        Pages(connection: connection, call: APICall(listing: path, query, purpose))
    }
}

/// The pages of a list, in order, each as soon as it and those before it have arrived.
public struct Pages<Item: PageItem>: AsyncSequence, Sendable {
    let connection: APIConnection
    let call: APICall

    /// Gives one page after the other.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var stream: AsyncThrowingStream<[Item], any Error>.Iterator

        /// The next page, or nil behind the last.
        ///
        /// - Throws: ``APIError`` where the server refuses, `TransportError` where no answer came.
        public mutating func next() async throws -> [Item]? {
            let page = try await stream.next()
            // A stream that is cancelled just ends.
            if page == nil { try Task.checkCancellation() }
            return page
        }
    }

    /// Begins to read the list.
    public func makeAsyncIterator() -> AsyncIterator {
        let stream = AsyncThrowingStream<[Item], any Error> { continuation in
            let task = Task(executorPreference: MainThreadExecutor.current) {
                do {
                    try await connection.eachPage(Item.self, of: call) { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
        return AsyncIterator(stream: stream.makeAsyncIterator())
    }
}

extension APICall {
    fileprivate init(listing path: APIPath, _ query: KeyValuePairs<String, String?>, _ purpose: String) {
        self.init(purpose: purpose, method: .get, path: path, query: Self.given(query))
    }
}
