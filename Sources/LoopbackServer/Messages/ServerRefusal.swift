import Base

/// A request that a server can't parse or won't accept, with the status and text of its response.
package struct ServerRefusal: Error, Sendable, Equatable {
    /// The status code of the response.
    package let status: Int
    /// What is wrong.
    package let message: String

    /// Creates a refusal.
    package init(_ status: Int, _ message: String) {
        self.status = status
        self.message = message
    }
}
