import Kernel

extension AstroClient {
    /// Returns a whole list, with the items of all pages.
    ///
    /// ```swift
    /// let variables = try await client.list(
    ///     of: Variable.self, "deployments/\(id)/variables", purpose: "list the variables")
    /// ```
    /// - Parameters:
    ///   - type: The type of the items.
    ///   - path: The path below the Organization, or below the API's root if it starts with a slash.
    ///   - query: Query parameters other than those for paging; nil values are omitted.
    ///   - purpose: The purpose of the request, to complete "the server refused to …".
    /// - Throws: The same as ``get(_:query:as:purpose:)``.
    public func list<Item: PageItem>(
        of type: Item.Type, _ path: APIPath, query: KeyValuePairs<String, String?> = [:], purpose: String
    ) async throws -> [Item] {
        try await connection.pages(type, of: APICall(listing: path, query, purpose))
    }

    /// Returns a list page by page.
    ///
    /// ```swift
    /// for try await page in client.pages(of: Variable.self, "variables", purpose: "list the variables") {
    ///     try add(page)
    /// }
    /// ```
    /// The first page says how many items there are; the rest are then requested concurrently but returned in order.
    /// Nothing is sent until you ask for the first page.
    public func pages<Item: PageItem>(
        of type: Item.Type, _ path: APIPath, query: KeyValuePairs<String, String?> = [:], purpose: String
    ) -> Pages<Item> {
        Pages(connection: connection, call: APICall(listing: path, query, purpose))
    }
}

/// The pages of a list, in order; each is available once it and all pages before it have arrived.
public struct Pages<Item: PageItem>: AsyncSequence, Sendable {
    let connection: APIConnection
    let call: APICall

    /// An iterator that returns one page after the other.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var stream: AsyncThrowingStream<[Item], any Error>.Iterator

        /// Returns the next page, or nil after the last.
        ///
        /// - Throws: ``APIError`` if the server refuses the request, or `TransportError` if no complete response arrived.
        public mutating func next() async throws -> [Item]? {
            let page = try await stream.next()
            // A canceled stream just ends.
            if page == nil { try Task.checkCancellation() }
            return page
        }
    }

    /// Starts reading the list.
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
