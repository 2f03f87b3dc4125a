package import AstroAPI
package import Kernel

/// The arguments that say which place a command works in.
package protocol PlaceSelection: ArgumentGroup, Equatable {
    /// The kind of place.
    static var scope: TokenScope { get }
    /// The tokens that the commands work on; by default, those with a role there.
    static var family: TokenFamily { get }
    /// The place that a line names so far, or that holds where none is named; nil without either.
    static func place(in request: CompletionRequest, _ client: AstroClient) async throws -> TokenPlace?
    /// The place that was named, or that the person at the terminal chose.
    ///
    /// - Parameter purpose: What it is for, as in "of the token to rotate".
    func resolve(in context: Context, _ client: AstroClient, for purpose: String) async throws -> TokenPlace
}

extension PlaceSelection {
    package static var family: TokenFamily { .tokens(scope) }
}
