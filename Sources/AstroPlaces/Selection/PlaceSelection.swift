package import AstroAPI
package import Kernel

/// The arguments that select the place that a command works in.
package protocol PlaceSelection: ArgumentGroup, Equatable {
    /// The kind of place.
    static var scope: TokenScope { get }
    /// The tokens that the commands work on; by default, those with a role there.
    static var family: TokenFamily { get }
    /// Returns the place that a partial command line names, or else the current one; nil if there is neither.
    static func place(in request: CompletionRequest, _ client: AstroClient) async throws -> TokenPlace?
    /// Returns the place that was named, or that the person at the terminal chooses.
    ///
    /// - Parameter purpose: The purpose of the place, as in "of the token to rotate".
    func resolve(in context: Context, _ client: AstroClient, for purpose: String) async throws -> TokenPlace
}

extension PlaceSelection {
    package static var family: TokenFamily { .tokens(scope) }
}
