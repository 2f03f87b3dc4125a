import Base

/// The error if somebody replaced a secret before it was delivered: it is of no use, and no longer kept.
package struct SupersededSecret: Error, CommandErrorConvertible {
    package let commandError: CommandError

    /// - Parameter subject: The object that the secret belongs to, in messages: `the token 'CI deploy' (clx3…)`.
    package init(of subject: String) {
        commandError = CommandError(
            .failure,
            "\(subject) was rotated by somebody else meanwhile: the new value of this run no longer works, and was not "
                + "delivered")
    }
}
