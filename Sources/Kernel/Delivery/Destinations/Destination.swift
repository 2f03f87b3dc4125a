/// A place that a secret is delivered to, besides stdout.
protocol Destination: Sendable {
    /// What messages call it, such as `the file /run/secret`.
    var label: String { get }

    /// Finds out whether the delivery could fail, before the secret is made.
    ///
    /// - Parameter size: The most bytes that the secret may have.
    /// - Throws: An error that says what is wrong with the place; nothing was left there.
    func check(size: Int, in context: Context) throws

    /// Puts the secret there, whole or not at all.
    ///
    /// - Throws: An error that says why it is not there.
    func deliver(_ secret: String, in context: Context) async throws
}
