/// A request that a server cannot understand or will not take, with the status and words of its answer.
package struct ServerRefusal: Error, Sendable, Equatable {
    /// The status code of the answer.
    package let status: Int
    /// What is wrong, in words.
    package let message: String

    /// Describes a refusal.
    package init(_ status: Int, _ message: String) {
        self.status = status
        self.message = message
    }
}
